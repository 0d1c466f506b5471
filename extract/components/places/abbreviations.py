"""One-character names of regions: 赴闽, 粤桂两地, 穗联桂冀警方, 京、沪、杭三地."""

import re
from collections.abc import Sequence

from extract.carrier import PlaceHit
from extract.components.places.gazetteer import PACKAGE
from schema.lexicon import read_lexicon
from schema.places import by_path

DOMESTIC_COUNT = "两三四五六七八九十2-9"


class Abbreviations:
    """Reads abbreviations only where nothing else can be meant."""

    def __init__(self) -> None:
        rows = read_lexicon(PACKAGE, "abbreviations.tsv", ordered=True)
        self.paths = {row["name"]: row["path"] for row in rows if len(row["name"]) == 1}
        home = "".join(
            name for name, path in self.paths.items() if (place := by_path(path)) and place.level != "country"
        )
        several = rf"[{home}](?:、?[{home}])"
        self.pattern = re.compile(
            rf"(?:(?<=赴)|(?<=入)|(?<=转战)|(?<=辗转)|(?<=奔袭)|(?<=南下)|(?<=北上))(?P<moved>[{home}](?:、?[{home}])*)(?![\u4e00-\u9fff]{{0,1}}[京津山江河南北西东建国州海龙])"
            rf"|(?P<listed>{several}+)(?=等?(?:[{DOMESTIC_COUNT}]|1\d)?(?:多|余)?(?:地|省|市|省市|省区)(?!区|方|铁))"
            rf"|(?P<police>(?:[{home}]联)?{several}*)(?=警方|公安|警联|警$)"
        )

    def find(self, text: str, taken: Sequence[tuple[int, int]]) -> list[PlaceHit]:
        """Give a hit for each character that stands for a region and lies in none of the spans `taken`."""
        closed = {position for start, end in taken for position in range(start, end)}
        found = []
        for match in self.pattern.finditer(text):
            kind = match.lastgroup
            for position in range(match.start(), match.end()):
                path = self.paths.get(text[position])
                if path is None or position in closed:
                    continue
                place = by_path(path)
                via = "agency" if kind == "police" else "short"
                code = place.code if place else None
                found.append(
                    PlaceHit(
                        position, position + 1, "place.letter", path, code, via, "action" if kind == "moved" else None
                    )
                )
        return found
