"""The commands. Nothing heavier than click is imported before a command runs.

Data goes to stdout, notes to stderr. Exit status: 0 all sources read, 1 at least one could not be read
(or a record was not found), 2 wrong use.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from . import __version__
from .messages import default_language, render

FORMATS = ("csv", "json", "jsonl", "parquet", "sqlite", "xlsx", "html")


def _language(argv: Sequence[str]) -> str:
    """The language of messages: --lang, else QINGDAN_LANG, else the locale."""
    for i, argument in enumerate(argv):
        if argument.startswith("--lang="):
            return "en" if argument[7:] == "en" else "zh"
        if argument == "--lang" and i + 1 < len(argv):
            return "en" if argv[i + 1] == "en" else "zh"
    chosen = os.environ.get("QINGDAN_LANG", "")
    return chosen if chosen in {"zh", "en"} else default_language()


def _formats(text: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    unknown = [f for f in chosen if f not in FORMATS]
    if unknown or not chosen:
        raise click.BadParameter(f"{', '.join(unknown) or text!r}; {', '.join(FORMATS)}")
    return chosen


def build_cli(lang: str) -> click.Group:
    """The command group with its help in one language."""

    def say(zh: str, en: str) -> str:
        return en if lang == "en" else zh

    lang_option = click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        expose_value=False,
        help=say("提示语言", "language of messages"),
    )

    allow_private_option = click.option(
        "--allow-private",
        is_flag=True,
        help=say("允许读取指名主机的内网地址", "admit private addresses of the hosts named"),
    )

    catalog_option = click.option(
        "--catalog",
        required=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help=say("目录库文件夹", "folder of the catalogue"),
    )

    def command(name: str, zh: str, en: str) -> Callable[[Callable[..., Any]], click.Command]:
        def wrap(function: Callable[..., Any]) -> click.Command:
            return cli.command(name, help=say(zh, en))(lang_option(function))

        return wrap

    @click.group(
        help=say("清单：把区县发布的规划变成核对过的数据表", "qingdan: published plans as checked tables"),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    @click.version_option(__version__, prog_name="qingdan")
    @lang_option
    def cli() -> None:
        pass

    @command(
        "extract",
        "读取规划文件（文件、文件夹、通配符、压缩包、网址），把其中的清单写成数据表",
        "Read published plans (files, folders, globs, archives, addresses) and write their lists as tables.",
    )
    @click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
    @click.option(
        "--out",
        required=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help=say("输出文件夹", "output folder"),
    )
    @click.option(
        "--format",
        "formats",
        default="csv,json",
        show_default=True,
        metavar="LIST",
        help="csv,json,jsonl,parquet,sqlite,xlsx,html",
    )
    @click.option("--titles", is_flag=True, help=say("表头用中文", "Chinese titles in the headers"))
    @click.option(
        "--bom",
        is_flag=True,
        help=say("CSV 加 BOM，便于旧版 Excel 打开", "write CSV with a byte order mark (older Excel)"),
    )
    @click.option(
        "--safe-cells",
        is_flag=True,
        help=say("以 = + - @ 开头的单元格前加引号", "guard cells that a spreadsheet would run"),
    )
    @click.option(
        "--jobs", type=click.IntRange(1, 64), default=None, help=say("并行进程数", "number of processes")
    )
    @allow_private_option
    @click.option("--quiet", "-q", is_flag=True, help=say("不显示汇总", "no summary"))
    def extract(
        sources: tuple[str, ...],
        out: Path,
        formats: str,
        titles: bool,
        bom: bool,
        safe_cells: bool,
        jobs: int | None,
        allow_private: bool,
        quiet: bool,
    ) -> None:
        from .run import run_extract

        chosen = _formats(formats)
        raise SystemExit(
            run_extract(
                sources,
                out,
                formats=chosen,
                titles=titles,
                bom=bom,
                safe_cells=safe_cells,
                jobs=jobs,
                lang=lang,
                quiet=quiet,
                allow_private=allow_private,
            )
        )

    @command("show", "显示一条记录及其原文出处", "Print a record with the source words around it.")
    @click.argument("directory", type=click.Path(path_type=Path), metavar="DIR")
    @click.argument("record_id", metavar="RECORD_ID")
    def show(directory: Path, record_id: str) -> None:
        from .output import show as show_module
        from .output.errors import OutputError

        try:
            click.echo(show_module.text(show_module.find(directory, record_id), lang))
        except OutputError as error:
            _fail(render(error.code, lang, error.params))

    @command("schema", "输出文档 JSON 的 JSON Schema", "Print the JSON Schema of a document's JSON.")
    def schema() -> None:
        import json

        from .output.schema import json_schema

        click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))

    @command(
        "tables",
        "逐步说明识别出的表格：片段、表头、拼接理由",
        "Explain the tables found: fragments, headers, joins and why.",
    )
    @click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
    @click.option(
        "--html",
        "page",
        type=click.Path(path_type=Path, dir_okay=False),
        default=None,
        metavar="FILE",
        help=say("写成一个网页（不引用任何外部资源）", "write one HTML page without outside resources"),
    )
    def tables(sources: tuple[str, ...], page: Path | None) -> None:
        from .explain import run_tables

        raise SystemExit(run_tables(sources, lang, page))

    @command(
        "watch",
        "查看来源清单里的网站，收录新发布和有变更的规划",
        "Look at the sites of a list of sources and take up plans that are new or changed.",
    )
    @click.argument("sources_file", type=click.Path(path_type=Path), metavar="SOURCES.toml")
    @catalog_option
    @click.option("--once", is_flag=True, help=say("只查看一遍", "one pass only"))
    @click.option(
        "--every",
        default=60.0,
        show_default=True,
        type=click.FloatRange(min=0.1),
        metavar="MINUTES",
        help=say("两遍之间的分钟数", "minutes between two passes"),
    )
    @allow_private_option
    def watch(sources_file: Path, catalog: Path, once: bool, every: float, allow_private: bool) -> None:
        from .catalog.watching import run_watch

        raise SystemExit(
            run_watch(
                sources_file, catalog, once=once, every_minutes=every, allow_private=allow_private, lang=lang
            )
        )

    @command(
        "status",
        "目录库的状态：来源、失败及原因、新文件",
        "State of a catalogue: sources, failures, new documents.",
    )
    @catalog_option
    def status(catalog: Path) -> None:
        from .catalog.views import run_status

        raise SystemExit(run_status(catalog, lang))

    @command(
        "reparse",
        "用存档的原始文件全部重读，列出变化",
        "Read every archived file again and show what changed.",
    )
    @catalog_option
    def reparse(catalog: Path) -> None:
        from .catalog.views import run_reparse

        raise SystemExit(run_reparse(catalog, lang))

    @command("export", "把目录库里的全部文件写成数据表", "Write the tables of all documents of a catalogue.")
    @catalog_option
    @click.option(
        "--out",
        required=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help=say("输出文件夹", "output folder"),
    )
    @click.option(
        "--format", "formats", default="csv,json", show_default=True, metavar="LIST", help=",".join(FORMATS)
    )
    def export(catalog: Path, out: Path, formats: str) -> None:
        from .catalog.views import run_export

        raise SystemExit(run_export(catalog, out, _formats(formats), lang))

    @command(
        "names",
        "说明单位名称怎样识别；--unknown 列出数据包中未收录的名称",
        "Explain how names of organisations are read; --unknown lists those of a package that no row knows.",
    )
    @click.argument("text", required=False, metavar="TEXT")
    @click.option(
        "--place", default="", help=say("文件所属区划（名称或代码）", "place of the document (name or code)")
    )
    @click.option(
        "--unknown",
        type=click.Path(path_type=Path),
        default=None,
        metavar="DIR",
        help=say("列出数据包中未收录的名称", "list the unknown names of a written package"),
    )
    def names(text: str | None, place: str, unknown: Path | None) -> None:
        from . import names as names_module
        from .output.errors import OutputError

        if (text is None) == (unknown is None) or (unknown is not None and place):
            raise click.UsageError(
                say("请给出 TEXT 或 --unknown DIR 之一", "give either TEXT or --unknown DIR")
            )
        try:
            if unknown is not None:
                raise SystemExit(names_module.run_unknown(unknown, lang))
            where = names_module.place_of(place) if place else names_module.Jurisdiction()
            raise SystemExit(names_module.run_names(text or "", where, lang))
        except names_module.PlaceError as error:
            raise click.BadParameter(render(error.code, lang, error.params), param_hint="--place") from None
        except OutputError as error:
            _fail(f"{error.source}: {render(error.code, lang, error.params)}")

    @cli.group("samples", help=say("样本与预期结果的核对", "Compare samples with their expected records."))
    def samples() -> None:
        pass

    @samples.command(
        "check",
        help=say("核对样本（默认全部）", "Compare samples (all by default) with their expected records."),
    )
    @click.argument("names", nargs=-1)
    @click.option(
        "--samples-dir",
        type=click.Path(path_type=Path),
        default=None,
        help=say("样本文件夹", "folder of the samples"),
    )
    @lang_option
    def samples_check(names: tuple[str, ...], samples_dir: Path | None) -> None:
        from .sampling import check

        raise SystemExit(check(names, samples_dir, lang))

    @samples.command(
        "update",
        help=say("重写样本的预期结果（随后请审阅差异）", "Rewrite the expected records (review the diff)."),
    )
    @click.argument("names", nargs=-1, required=True)
    @click.option(
        "--samples-dir",
        type=click.Path(path_type=Path),
        default=None,
        help=say("样本文件夹", "folder of the samples"),
    )
    @lang_option
    def samples_update(names: tuple[str, ...], samples_dir: Path | None) -> None:
        from .sampling import update

        raise SystemExit(update(names, samples_dir, lang))

    @samples.command("add", help=say("加入新样本", "Start a new sample from a file."))
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--name", default="", help=say("样本名", "name of the sample"))
    @click.option(
        "--samples-dir",
        type=click.Path(path_type=Path),
        default=None,
        help=say("样本文件夹", "folder of the samples"),
    )
    @lang_option
    def samples_add(file: Path, name: str, samples_dir: Path | None) -> None:
        from .sampling import add

        raise SystemExit(add(file, name, samples_dir, lang))

    return cli


def _fail(message: str) -> None:
    click.echo(message, err=True)
    raise SystemExit(1)


def main(argv: Sequence[str] | None = None) -> None:
    """A command line: --help, extract plan.docx --out out … (sys.argv without `argv`)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    lang = _language(arguments)
    try:
        try:
            build_cli(lang).main(arguments, prog_name="qingdan")
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except OSError as error:  # stdout: a closed pipe, a full disk
        if sys.stdout is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            reason = error.strerror or type(error).__name__
            click.echo(f"qingdan: {render('stdout_lost', lang, {'reason': reason})}", err=True)
        raise SystemExit(1) from None
