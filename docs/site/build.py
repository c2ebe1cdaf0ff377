#!/usr/bin/env python3
"""Builds the documentation as a site: build.py DIRECTORY [PROJECT]. `make docs` calls it.

The pages are those that GitHub shows, rendered by markdown-it-py, a CommonMark parser. Links between them are turned
into links between HTML files, and each is checked, with its anchor. What is linked and is no page is copied. The
navigation is the list in docs/README.md. Nothing that is written refers to a network.
"""

import html
import os
import pathlib
import re
import shutil
import sys
import urllib.parse

try:
    from markdown_it import MarkdownIt
except ImportError:
    sys.exit("make docs needs markdown-it-py: sudo apt install python3-markdown-it, or pip install markdown-it-py")

HERE = pathlib.Path(__file__).resolve().parent
# From the project's directory.
INDEX = pathlib.PurePosixPath("docs/README.md")


def output_of(source):
    """Where a page or a file stands in the site: docs/ is its root."""
    if source == INDEX:
        return pathlib.PurePosixPath("index.html")
    if source == pathlib.PurePosixPath("README.md"):
        return pathlib.PurePosixPath("about.html")
    inside = source.relative_to("docs") if source.is_relative_to("docs") else "project" / source
    if inside.suffix != ".md":
        return inside
    return inside.with_name("index.html") if inside.name == "README.md" else inside.with_suffix(".html")


def anchor_of(words, taken):
    """As GitHub makes it: lower case, no punctuation, a hyphen for each space; a number behind a second one."""
    anchor = "".join("-" if c == " " else c for c in words.lower() if c.isalnum() or c in " -_")
    taken[anchor] = taken.get(anchor, -1) + 1
    return f"{anchor}-{taken[anchor]}" if taken[anchor] else anchor


def words_of(inline):
    return "".join(child.content for child in inline.children or [] if child.type in ("text", "code_inline"))


class Page:
    """A page, parsed: its tokens, headings and links."""

    def __init__(self, source, text, parser):
        self.source, self.output = source, output_of(source)
        self.tokens = [t for t in parser.parse(text) if not (t.type == "html_block" and t.content.startswith("<!--"))]
        # Each heading as level, words, anchor.
        self.headings, taken = [], {}
        for opening, inline in zip(self.tokens, self.tokens[1:]):
            if opening.type == "heading_open":
                words = words_of(inline)
                anchor = anchor_of(words, taken)
                opening.attrSet("id", anchor)
                self.headings.append((int(opening.tag[1]), words, anchor))
        self.title = self.headings[0][1] if self.headings else source.name

    def links(self):
        """Every link or image within the project, as the token, its attribute, and what it names."""
        for token in self.tokens:
            for child in token.children or []:
                for attribute in ("href", "src"):
                    link = child.attrGet(attribute)
                    if link and "://" not in link and not link.startswith("mailto:"):
                        yield child, attribute, link


class Site:
    def __init__(self, project, target):
        self.project, self.target = project, target
        parser = MarkdownIt("commonmark", {"html": True}).enable("table")
        sources = [pathlib.PurePosixPath("README.md")] + sorted(
            pathlib.PurePosixPath(path.relative_to(project).as_posix()) for path in project.glob("docs/**/*.md"))
        self.parser = parser
        self.pages = {s: Page(s, (project / s).read_text(encoding="utf-8"), parser) for s in sources}
        self.files, self.problems = set(), []

    def build(self):
        navigation = self.sections()
        for page in self.pages.values():
            self.resolve_links(page)
        if self.problems:
            sys.exit("\n".join(self.problems))
        shutil.rmtree(self.target, ignore_errors=True)
        for page in self.pages.values():
            self.write(page, navigation)
        for file in sorted(self.files):
            place = self.target / output_of(file)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.project / file, place)
        shutil.copyfile(HERE / "site.css", self.target / "site.css")

    def sections(self):
        """The navigation: the index's headings, each with the pages that its list links to."""
        sections, page = [], self.pages[INDEX]
        for opening, inline in zip(page.tokens, page.tokens[1:]):
            if opening.type == "heading_open" and opening.tag == "h2":
                sections.append((words_of(inline), []))
            for child in inline.children or []:
                link = child.attrGet("href") if child.type == "link_open" else None
                target = self.source_of(page, link)[0] if link else None
                if sections and target in self.pages and target not in sections[-1][1] and target.parts[0] == "docs":
                    sections[-1][1].append(target)
        return sections

    def source_of(self, page, link):
        """The file in the project that a link names, and the anchor; None where it leads outside."""
        path, _, anchor = link.partition("#")
        path = urllib.parse.unquote(path)
        joined = os.path.normpath(os.path.join(page.source.parent, path)) if path else str(page.source)
        source = pathlib.PurePosixPath(joined)
        if joined.startswith("..") or os.path.isabs(joined):
            return None, anchor
        if (self.project / source).is_dir():
            source = source / "README.md"
        return source, anchor

    def resolve_links(self, page):
        for token, attribute, link in page.links():
            source, anchor = self.source_of(page, link)
            if source is None or not (self.project / source).is_file():
                self.problems.append(f"{page.source}: there is nothing at {link}")
                continue
            target = self.pages.get(source)
            if target is None:
                self.files.add(source)
            elif anchor and anchor not in [heading[2] for heading in target.headings]:
                self.problems.append(f"{page.source}: {link}: {source} has no heading '{anchor}'")
            token.attrSet(attribute, relative(page, output_of(source)) + (f"#{anchor}" if anchor else ""))

    def write(self, page, navigation):
        place = self.target / page.output
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(
            TEMPLATE.format(
                title=html.escape(page.title), css=relative(page, pathlib.PurePosixPath("site.css")),
                home=relative(page, output_of(INDEX)), about=relative(page, pathlib.PurePosixPath("about.html")),
                navigation=self.navigation(page, navigation), contents=contents(page),
                body=body(self.parser, page)),
            encoding="utf-8")

    def navigation(self, page, sections):
        rows = []
        for words, sources in sections:
            rows.append(f"<h2>{html.escape(words)}</h2><ul>")
            for source in sources:
                here = ' aria-current="page"' if source == page.source else ""
                other = self.pages[source]
                rows.append(f'<li><a href="{relative(page, other.output)}"{here}>{html.escape(other.title)}</a></li>')
            rows.append("</ul>")
        return "\n".join(rows)


def relative(page, target):
    return urllib.parse.quote(os.path.relpath(target, page.output.parent))


def contents(page):
    """The headings of the second level, on pages that have several."""
    entries = [(words, anchor) for level, words, anchor in page.headings if level == 2]
    if len(entries) < 4 or page.source == INDEX:
        return ""
    rows = "".join(f'<li><a href="#{a}">{html.escape(w)}</a></li>' for w, a in entries)
    return f'<aside class="contents"><details open><summary>On this page</summary><ul>{rows}</ul></details></aside>'


def body(parser, page):
    text = parser.renderer.render(page.tokens, parser.options, {})
    text = text.replace("<table>", '<div class="table" tabindex="0"><table>').replace("</table>", "</table></div>")
    text = re.sub(r'<pre>', '<pre tabindex="0">', text)
    text = re.sub(r'(<h[2-6] id="([^"]*)">)(.*?)(</h[2-6]>)', r'\1\3 <a class="anchor" href="#\2" aria-label="Link to this heading">#</a>\4', text)
    # What is typed stands out from what is answered, and remarks stand back.
    text = re.sub(r'(<code class="language-console">)(.*?)(</code>)', lambda m: m[1] + re.sub(
        r"(?m)^\$ .*$", lambda line: f"<b>{line[0]}</b>", m[2]) + m[3], text, flags=re.S)
    return re.sub(r'(<code class="language-(?:swift|sh)">)(.*?)(</code>)', lambda m: m[1] + re.sub(
        r"(?m)(^|(?<=\s))(//|# ).*$", lambda line: f"<i>{line[0]}</i>", m[2]) + m[3], text, flags=re.S)


TEMPLATE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · bounce</title>
<link rel="stylesheet" href="{css}">
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header><a href="{home}"><strong>bounce</strong></a> <span>make for music</span> <a class="pages" href="#pages">Pages</a> <a href="{about}">About</a></header>
<div class="columns">
<nav id="pages" aria-label="Documentation">
{navigation}
</nav>
{contents}
<main id="content">
{body}
</main>
</div>
</body>
</html>
"""

if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: build.py DIRECTORY [PROJECT]")
    root = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) == 3 else HERE.parent.parent
    site = Site(root, pathlib.Path(sys.argv[1]))
    site.build()
    print(f"{len(site.pages)} pages in {sys.argv[1]}, all links resolved: open {sys.argv[1]}/index.html")
