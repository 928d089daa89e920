"""What the reader says of people is kept beside what he said before."""

from __future__ import annotations

from pathlib import Path

from inyo.index.library import Library


def test_each_word_on_people_is_kept_with_the_earlier_ones(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text("岸本敏郎町長が来た。島田次郎議員が話した。会田進記者が書いた。\n", "utf-8")
    library = Library.open([docs], cache=tmp_path / "cache", data=tmp_path / "data")
    library.update()
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "people.txt").write_text("# 町の人\n読めない行\n", "utf-8")
    library.merge_people("岸本敏郎", "キシモト")
    library.merge_people("島田次郎", "シマダ")
    library.split_person("会田進", "アイダ")
    kept = (tmp_path / "data" / "people.txt").read_text("utf-8")
    assert kept.startswith("# 町の人\n読めない行\n")
    assert all(name in kept for name in ("キシモト", "シマダ", "アイダ"))
