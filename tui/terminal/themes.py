"""Colours. All of inyo-dark and inyo-light stand in the 256-colour palette, so nothing shifts over SSH; the two ANSI
themes use the terminal's own sixteen, or none."""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import BUILTIN_THEMES, Theme

DARK = Theme(
    name="inyo-dark",
    primary="#87afd7",
    secondary="#afaf87",
    accent="#d7875f",
    warning="#d7af5f",
    error="#d75f5f",
    success="#87af87",
    foreground="#d0d0d0",
    background="#121212",
    surface="#1c1c1c",
    panel="#262626",
    boost="#303030",
    dark=True,
    variables={
        "quiet": "#8a8a8a",
        "faint": "#585858",
        "bright": "#eeeeee",
        "said": "#afd7af",
        "who": "#87d7ff",
        "hit": "#ffd787",
        "hit-ground": "#3a3a3a",
        "here": "#ffaf5f",
        "row": "#303030",
        "row-still": "#1c1c1c",
        "bar": "#3a3a3a",
    },
)
LIGHT = Theme(
    name="inyo-light",
    primary="#005f87",
    secondary="#5f5f00",
    accent="#af5f00",
    warning="#875f00",
    error="#af0000",
    success="#005f00",
    foreground="#303030",
    background="#ffffff",
    surface="#eeeeee",
    panel="#e4e4e4",
    boost="#dadada",
    dark=False,
    variables={
        "quiet": "#626262",
        "faint": "#a8a8a8",
        "bright": "#000000",
        "said": "#005f00",
        "who": "#005faf",
        "hit": "#870000",
        "hit-ground": "#ffffaf",
        "here": "#af5f00",
        "row": "#d0d0d0",
        "row-still": "#eeeeee",
        "bar": "#c6c6c6",
    },
)


def _ansi(name: str, *, coloured: bool) -> Theme:
    def colour(wanted: str) -> str:
        return wanted if coloured else "ansi_default"

    return Theme(
        name=name,
        ansi=True,
        dark=True,
        primary=colour("ansi_blue"),
        secondary=colour("ansi_cyan"),
        accent=colour("ansi_yellow"),
        warning=colour("ansi_yellow"),
        error=colour("ansi_red"),
        success=colour("ansi_green"),
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables={
            **BUILTIN_THEMES["ansi-dark"].variables,
            "quiet": colour("ansi_default"),
            "faint": colour("ansi_default"),
            "bright": "ansi_default",
            "said": colour("ansi_green"),
            "who": colour("ansi_cyan"),
            "hit": colour("ansi_yellow"),
            "hit-ground": "ansi_default",
            "here": colour("ansi_yellow"),
            "row": "ansi_default",
            "row-still": "ansi_default",
            "bar": "ansi_default",
        },
    )


ANSI = _ansi("inyo-ansi", coloured=True)
PLAIN = _ansi("inyo-plain", coloured=False)
THEMES: dict[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT, ANSI, PLAIN)}


def known(setting: str) -> bool:
    """Whether there is such a theme; '' leaves the choice to us."""
    return not setting or setting in THEMES or f"inyo-{setting}" in THEMES


def choose(setting: str, environment: Mapping[str, str]) -> str:
    """The theme's name: no colour under NO_COLOR, else the setting, else by what the terminal says it can show."""
    if environment.get("NO_COLOR"):
        return PLAIN.name
    for name in (setting, f"inyo-{setting}"):
        if name in THEMES:
            return name
    term = environment.get("TERM", "")
    rich = environment.get("COLORTERM", "") in ("truecolor", "24bit") or "256" in term or "kitty" in term
    return DARK.name if rich or "direct" in term else ANSI.name
