// Small comforts; every page does its whole work without them.
import { focusErrors } from "./errors.js";
import { openForPrint } from "./print.js";
import { offerDensity, offerTheme } from "./preferences.js";
import { offerCopy } from "./copy.js";
import { warnUnsaved } from "./unsaved.js";
import { submitOnChange } from "./choose.js";
import { compareHere } from "./verify.js";
import { offerReveal } from "./reveal.js";

focusErrors();
offerTheme();
offerDensity();
offerCopy();
openForPrint();
warnUnsaved();
submitOnChange();
compareHere();
offerReveal();
