"""``vipops lifecycle``."""

import click

from vipops.domain.lifecycles import LIFECYCLES


@click.command()
@click.argument("name", type=click.Choice(sorted(LIFECYCLES)))
@click.option("--mermaid", is_flag=True, help="As a Mermaid drawing.")
def lifecycle(name: str, *, mermaid: bool) -> None:
    """The table of steps of stay, task or letter."""
    chosen = LIFECYCLES[name]
    if mermaid:
        click.echo(chosen.mermaid())
        return
    for step in chosen.steps:
        sources = ", ".join(str(source) for source in step.sources)
        click.echo(f"{step.verb:<16} {sources:<44} -> {step.target!s:<12} {step.needs!s:<18} {step.tells}")


COMMANDS = (lifecycle,)
