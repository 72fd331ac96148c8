"""What the file says of itself: title, dates given by the caller, and both standards at once."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.sax.saxutils import escape

from lsg_projects.kit.paper.model import Paper
from lsg_projects.kit.paper.objects import text

GENERATOR = "lsg_projects"
# PDF/A knows nothing of the accessible standard's mark, so the packet describes the mark before it uses it.
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="3" pdfaid:conformance="A"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Producer="{generator}"
 pdf:Keywords="{keywords}"/>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="{generator}"
 xmp:CreateDate="{moment}" xmp:ModifyDate="{moment}"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def packet(paper: Paper) -> bytes:
    """Give the metadata of *paper* as the standards want them."""
    return _PACKET.format(
        title=_said(paper.title), author=_said(paper.author), description=_said(paper.description),
        language=_said(paper.language), generator=GENERATOR, keywords=_said(", ".join(paper.keywords)),
        moment=paper.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    ).encode()  # fmt: skip


def _said(words: str) -> str:
    return escape(words, {'"': "&quot;"})


def info(paper: Paper) -> bytes:
    """Give the older kind of metadata, which must say the same."""
    moment = text(day(paper.created))
    return b"<</Title %s/Author %s/Subject %s/Keywords %s/Creator %s/Producer %s/CreationDate %s/ModDate %s>>" % (
        text(paper.title), text(paper.author), text(paper.description), text(", ".join(paper.keywords)),
        text(GENERATOR), text(GENERATOR), moment, moment,
    )  # fmt: skip


def day(moment: datetime) -> str:
    """Give a moment as files write it."""
    return moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
