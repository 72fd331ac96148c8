"""What the file says of itself: title, dates given by the caller, and both standards at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from weasyprint.pdf.metadata import DocumentMetadata

from lsg_projects.kit.paper.model import Paper

GENERATOR = "lsg_projects"
# PDF/A knows nothing of the accessible standard's mark, so the packet describes the mark before it uses it.
_UA = b"""<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
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
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1" /></rdf:RDF>"""


class BothStandards(DocumentMetadata):  # type: ignore[misc]  # weasyprint ships no types
    """Metadata of PDF/A that name PDF/UA-1 too; the library writes only one of the two."""

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        """Give the packet of the archive standard with the mark of the accessible one."""
        packet: bytes = super().generate_rdf_metadata(variant, version, conformance)
        return packet.replace(b"</rdf:RDF>", _UA)


def stamp(moment: datetime) -> str:
    """Give a moment as the metadata write it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def of(paper: Paper) -> Any:
    """Give the metadata of *paper*."""
    moment = stamp(paper.created)
    return BothStandards(
        title=paper.title,
        authors=[paper.author],
        description=paper.description,
        keywords=list(paper.keywords),
        generator=GENERATOR,
        created=moment,
        modified=moment,
        lang=paper.language,
    )
