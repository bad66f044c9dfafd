"""Write docs/ontology.md from the ontology. Run after editing src/reportedly/claims/ontology.yaml."""

from __future__ import annotations

from pathlib import Path

from reportedly.claims import ontology

PAGE = Path(__file__).parent.parent / "docs" / "ontology.md"

if __name__ == "__main__":
    PAGE.write_text(ontology.page(), encoding="utf-8")
