// Checks an exported journal in the browser, by the same rules as verify_journal.py: nothing is sent anywhere.
const START = "0".repeat(64);
const ENTRY = "lsg-journal-entry-v1\n";
const HEAD = "\u0000lsg-journal-head-v1\n";
const CHECKPOINT = "lsg-journal-checkpoint-v1\n";
const SIGNED = ["at", "entries", "heads", "root"];
const bytesOf = (text) => new TextEncoder().encode(text);
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

class Altered extends Error {
  constructor(code, line = 0) {
    super(code);
    this.line = line;
  }
}

/** Replaces the sending of the form by a check on this machine, where the browser can do it. */
function checkJournalHere() {
  const form = document.querySelector("form[data-journal]");
  if (!form || !window.isSecureContext || !window.crypto?.subtle) return;
  form.querySelector(".hint").textContent = form.dataset.here;
  const answer = form.querySelector("[data-answer]");
  const word = (code, n) => form.querySelector(`[data-words] [data-code="${code}"]`).textContent.replace("{n}", n);
  const say = (code, n = 0) => { answer.textContent = word(code, n); };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const file = form.querySelector("input[type=file]").files[0];
    if (!file) return say("no_file");
    try {
      const found = await check(file, (n) => say("working", n));
      say("holds", found.entries);
      if (!found.signed) answer.textContent += `. ${word("unsigned", 0)}`;
    } catch (error) {
      if (!(error instanceof Altered)) throw error;
      say(error.message, error.line);
    }
  });
}

checkJournalHere();

/** Walks along the file; gives how many entries hold and whether the signature could be checked. */
async function check(file, told) {
  const lines = decoded(await file.arrayBuffer()).split("\n");
  if (lines[lines.length - 1] === "") lines.pop();
  if (!lines.some(known)) throw new Altered("no_export");
  const heads = new Map();
  for (let place = 0; place < lines.length; place += 1) {
    const line = lines[place];
    const value = read(line, place + 1);
    if (!("chain" in value)) {
      if (place + 1 < lines.length) throw new Altered("after", place + 2);
      return { entries: place, signed: await fits(value, line, heads, place) };
    }
    await step(value, line, heads, place + 1);
    if (place % 2000 === 1999) {
      told(place + 1);
      await new Promise((next) => { setTimeout(next); });
    }
  }
  throw new Altered("tail");
}

/** The text of a file; bytes that are no UTF-8 were altered, since every export is. */
function decoded(buffer) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(buffer);
  } catch {
    throw new Altered("line", 1);
  }
}

function known(line) {
  try {
    const value = JSON.parse(line);
    return value !== null && typeof value === "object" && ("hash" in value || "root" in value);
  } catch {
    return false;
  }
}

function read(line, place) {
  try {
    const value = JSON.parse(line);
    if (value !== null && typeof value === "object") return value;
  } catch {
    // said below
  }
  throw new Altered("line", place);
}

/** Takes one entry: its own hash covers the very bytes of the line, and it follows the one before it. */
async function step(entry, line, heads, place) {
  const own = `"hash":"${entry.hash}",`;
  const at = line.indexOf(own);
  if (at < 0) throw new Altered("altered", place);
  const covered = ENTRY + line.slice(0, at) + line.slice(at + own.length);
  if (hex(await sha256(bytesOf(covered))) !== entry.hash) throw new Altered("altered", place);
  const before = heads.get(entry.chain) ?? [0, START];
  if (entry.number !== before[0] + 1 || entry.prev !== before[1]) throw new Altered("moved", place);
  heads.set(entry.chain, [entry.number, entry.hash]);
}

/** Holds the heads against the checkpoint of the last line; tells whether its signature could be checked here. */
async function fits(head, line, heads, entries) {
  const names = [...SIGNED, "key", "signature"].sort();
  if (sorted(head, names) !== line) throw new Altered("line", entries + 1);
  if (head.entries !== entries || head.heads !== heads.size) throw new Altered("counted");
  if (await merkle(heads) !== head.root) throw new Altered("root");
  const verdict = await signatureHolds(head);
  if (verdict === false) throw new Altered("signature");
  return verdict === true;
}

const sorted = (value, names) => `{${names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(value[name])}`).join(",")}}`;

/** The Merkle root over all heads (RFC 6962); a node left over moves up. */
async function merkle(heads) {
  const order = [...heads.keys()].sort((a, b) => compare(bytesOf(a), bytesOf(b)));
  let level = [];
  for (const chain of order) level.push(await sha256(bytesOf(HEAD + JSON.stringify([chain, ...heads.get(chain)]))));
  while (level.length > 1) {
    const above = [];
    for (let at = 0; at + 1 < level.length; at += 2) above.push(await sha256(Uint8Array.of(1, ...level[at], ...level[at + 1])));
    if (level.length % 2) above.push(level[level.length - 1]);
    level = above;
  }
  return hex(level[0] ?? await sha256(new Uint8Array()));
}

function compare(a, b) {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) if (a[at] !== b[at]) return a[at] - b[at];
  return a.length - b.length;
}

/** True or false, or nothing where this browser does not know Ed25519. */
async function signatureHolds(head) {
  const raw = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  try {
    const key = raw(head.key);
    const signature = raw(head.signature);
    if (btoa(String.fromCharCode(...key)) !== head.key || btoa(String.fromCharCode(...signature)) !== head.signature) return false;
    const known = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, known, signature, bytesOf(CHECKPOINT + sorted(head, SIGNED)));
  } catch (error) {
    return error.name === "NotSupportedError" ? undefined : false;
  }
}
