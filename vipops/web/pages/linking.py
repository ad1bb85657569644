"""Modules put together at start: one script per page, and what pages share in two.

``static/js`` stays as it is written; a tablet would ask for some hundred small files. Here a module becomes a
function that runs once and answers its exports, so names never meet. What begins every page goes into
``js/core.js``, what the pages of every hour share with others into ``js/work.js``, what others share into
``js/shared.js``, the rest into the script of the one page that needs it, under that page's own name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath, relpath

CORE, WORK, SHARED = "js/core.js", "js/work.js", "js/shared.js"

_SPACE = re.compile(r"\s+|//[^\n]*\n|/\*.*?\*/", re.DOTALL)
_IMPORT = re.compile(r"""import\s*(?:(?P<names>[^"';]+?)\s*from\s*)?["'](?P<target>[^"']+)["'];?""")
_PASSED_ON = re.compile(
    r"""(?:^|(?<=[;}/]))export\s*\{(?P<names>[^}]*)\}\s*from\s*["'](?P<target>[^"']+)["'];?""", re.MULTILINE
)
_DECLARED = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) (?P<name>[\w$]+))", re.MULTILINE)
_LISTED = re.compile(r"(?:^|(?<=[;}\n]))export\s*\{(?P<names>[^}]*)\};?", re.MULTILINE)
_UNKNOWN = re.compile(r"^export (?!\{)|^import[ {*]|^await ", re.MULTILINE)
_DYNAMIC = re.compile(r"""\bimport\(["'](\.[^"']+)["']\)""")
_ANY_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']""")
_LICENCE = re.compile(r"/\*[*!].*?(?:@license|\(c\)).*?\*/\s*", re.DOTALL)


class NotLinked(Exception):
    """A module is written in a way that cannot be put together; says which and where."""


@dataclass(slots=True)
class Module:
    """One source: what it takes from others, its body without imports and exports, what it gives."""

    name: str
    taken: list[tuple[str, str]] = field(default_factory=list)  # (names as written, module)
    body: str = ""
    given: dict[str, str] = field(default_factory=dict)  # exported name -> expression
    later: list[str] = field(default_factory=list)  # fetched when wanted
    licence: str = ""

    @property
    def known_as(self) -> str:
        return "_" + re.sub(r"\W", "_", self.name.removeprefix("js/").removesuffix(".js"))


@dataclass(frozen=True, slots=True)
class Script:
    """What is sent for several modules: its text, its licences, and the scripts that it imports."""

    text: str
    licences: str
    needs: tuple[str, ...]


def link(sources: Mapping[str, str]) -> dict[str, Script]:
    """Scripts by name for these modules by name. Raises ``NotLinked``.

    A source that neither imports nor exports is no module and is passed on as it is.
    """
    modules = {name: read(name, text) for name, text in sources.items()}
    classic = {name for name, one in modules.items() if not one.taken and not one.given and not one.later}
    imported = {target for one in modules.values() for _, target in one.taken}
    wanted_later = {target for one in modules.values() for target in one.later}
    # Of the libraries only what a screen uses is sent.
    own_roots = {name for name in modules if not name.startswith("vendor/")} - imported - classic
    entries = sorted(own_roots | wanted_later & modules.keys())
    reached = {entry: set(_closure(entry, modules)) for entry in entries}
    place = (
        {name: _place(name, entries, reached) for name in set().union(*reached.values())} if entries else {}
    )
    scripts = {name: Script(sources[name], "", ()) for name in classic if not name.startswith("vendor/")}
    for script in sorted(set(place.values())):
        order = [name for name in _ordered(entries, modules) if place[name] == script]
        scripts[script] = _script(script, order, modules, place)
    return scripts


def apart(sources: Mapping[str, str]) -> dict[str, Script]:
    """Every module by itself, as it is written: what a browser can load of modules that cannot be linked."""
    scripts = {}
    for name, text in sources.items():
        targets = {_target(name, target) for target in _ANY_IMPORT.findall(text)}
        scripts[name] = Script(text, "", tuple(sorted(targets & sources.keys())))
    return scripts


def read(name: str, text: str) -> Module:
    """A source taken apart. Raises ``NotLinked`` for what this small linker does not know."""
    module = Module(name)
    if name.startswith("vendor/"):
        module.licence = "".join(found[0] for found in _LICENCE.finditer(text))
    at = 0
    while True:
        space = _SPACE.match(text, at)
        if space:
            at = space.end()
            continue
        if found := _IMPORT.match(text, at):
            module.taken.append((found["names"] or "", _target(name, found["target"])))
        elif found := _PASSED_ON.match(text, at):
            _pass_on(module, found)
        else:
            break
        at = found.end()
    for found in _PASSED_ON.finditer(text, at):
        _pass_on(module, found)
    text = text[:at] + _PASSED_ON.sub("", text[at:])
    module.body = _DECLARED.sub("", _LISTED.sub("", text[at:]))
    module.given |= {found["name"]: found["name"] for found in _DECLARED.finditer(text, at)}
    for found in _LISTED.finditer(text, at):
        module.given |= {outer: inner for inner, outer in _pairs(found["names"])}
    if strange := _UNKNOWN.search(module.body):
        raise NotLinked(f"{name}: {module.body[strange.start() :].splitlines()[0]!r} cannot be put together.")
    module.later = [_target(name, target) for target in _DYNAMIC.findall(module.body)]
    return module


def _pass_on(module: Module, found: re.Match[str]) -> None:
    source = _target(module.name, found["target"])
    module.taken.append(("", source))
    module.given |= {outer: f"{_known_as(source)}.{inner}" for inner, outer in _pairs(found["names"])}


def _place(name: str, entries: Sequence[str], reached: Mapping[str, set[str]]) -> str:
    """The script that a module goes into."""
    all_wanting = [entry for entry in entries if name in reached[entry]]
    wanting = [entry for entry in all_wanting if entry not in SHOWS_ALL] or all_wanting
    if len(wanting) == 1:
        return wanting[0]
    for script, pages in (CORE, STARTS), (WORK, HOURLY):
        if not pages.isdisjoint(wanting):
            return script
    return SHARED


# Shows a part of everything, to who designs: nobody else shall wait for a script shared with it alone.
SHOWS_ALL = frozenset({"js/pages/design.js", "js/design/page.js"})
# What begins a page; the others are fetched by it.
STARTS = frozenset({"js/pages/main.js", "js/pages/sign_in.js"})
# What people open all day, on slow tablets too: it does not wait for what other pages share.
HOURLY = frozenset({"js/pages/board.js", "js/pages/department.js"})


def _closure(entry: str, modules: Mapping[str, Module]) -> Iterator[str]:
    """The module and all that it imports at once, what is imported first."""
    done: set[str] = set()
    open_: list[str] = []

    def visit(name: str, wanted_by: str) -> Iterator[str]:
        if name in open_:
            circle = " -> ".join([*open_[open_.index(name) :], name])
            raise NotLinked(f"Modules import each other in a circle: {circle}.")
        if name in done:
            return
        if name not in modules:
            raise NotLinked(f"{wanted_by} imports {name}, which is not there.")
        open_.append(name)
        for _, target in modules[name].taken:
            yield from visit(target, name)
        open_.pop()
        done.add(name)
        yield name

    return visit(entry, entry)


def _ordered(entries: Sequence[str], modules: Mapping[str, Module]) -> list[str]:
    return list(dict.fromkeys(name for entry in entries for name in _closure(entry, modules)))


def _script(
    name: str, order: Sequence[str], modules: Mapping[str, Module], place: Mapping[str, str]
) -> Script:
    others: dict[str, dict[str, None]] = {}
    for part in order:
        for _, target in modules[part].taken:
            if place[target] != name:
                others.setdefault(place[target], {})[_known_as(target)] = None
    lines = [
        f'import {{ {", ".join(names)} }} from "{_way(name, other)}"'
        for other, names in sorted(others.items())
    ]
    lines += [_function(modules[part], modules, name) for part in order]
    lines.append(_exports(name, order, modules, place))
    licences = "".join(dict.fromkeys(modules[part].licence for part in order))
    return Script("\n".join(lines), licences, tuple(sorted(others)))


def _function(module: Module, modules: Mapping[str, Module], script: str) -> str:
    taken = "".join(_taking(module.name, names, modules[target]) for names, target in module.taken)
    given = ", ".join(
        outer if outer == inner else f"{outer}: {inner}" for outer, inner in sorted(module.given.items())
    )
    body = _DYNAMIC.sub(
        lambda found: f'import("{_way(script, _target(module.name, found[1]))}")', module.body
    )
    return f"const {module.known_as} = (() => {{\n{taken}{body}\nreturn {{ {given} }}\n}})()"


def _taking(name: str, names: str, source: Module) -> str:
    """The declaration that stands for an import."""
    if not names:
        return ""
    if names.startswith("*"):
        return f"const {names.rpartition(' as ')[2].strip()} = {source.known_as}\n"
    pairs = _pairs(names.strip("{} \n")) if names.startswith("{") else [("default", names.strip())]
    for inner, _ in pairs:
        if inner not in source.given:
            raise NotLinked(f"{name} takes {inner} from {source.name}, which does not export it.")
    listed = ", ".join(inner if inner == outer else f"{inner}: {outer}" for inner, outer in pairs)
    return f"const {{ {listed} }} = {source.known_as}\n"


def _exports(name: str, order: Sequence[str], modules: Mapping[str, Module], place: Mapping[str, str]) -> str:
    """The modules that other scripts take from this one; of a page's own script what the page gives."""
    taken = {
        target
        for other, one in modules.items()
        if other in place and place[other] != name
        for _, target in one.taken
        if place.get(target) == name
    }
    lines = [f"export {{ {', '.join(sorted(map(_known_as, taken)))} }}"] if taken else []
    if name in order and (given := sorted(modules[name].given.keys() - {"default"})):
        lines.append(f"export const {{ {', '.join(given)} }} = {modules[name].known_as}")
    return "\n".join(lines)


def _pairs(names: str) -> list[tuple[str, str]]:
    """``a, b as c`` as [(a, a), (b, c)]."""
    parts = [part.split(" as ") for part in re.sub(r"\s+", " ", names).split(",") if part.strip()]
    return [(part[0].strip(), part[-1].strip()) for part in parts]


def _target(name: str, written: str) -> str:
    return normpath(join(dirname(name), written))


def _way(name: str, other: str) -> str:
    """How a script names another one."""
    way = relpath(other, dirname(name))
    return way if way.startswith(".") else f"./{way}"


def _known_as(name: str) -> str:
    return Module(name).known_as
