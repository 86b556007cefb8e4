"""What a page says of itself when its address is shared: tags for the head of base.html."""

from typing import Any

from django import template
from django.conf import settings
from django.template.base import Node, Parser, Token
from django.template.loader_tags import BLOCK_CONTEXT_KEY

register = template.Library()


class AgainNode(Node):
    """The content of a block a second time, in one line: a block itself can stand only once."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: Any) -> str:
        blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
        block = blocks.get_block(self.name) if blocks else None
        # White space only is touched: what was made safe stays so.
        return " ".join(block.render(context).split()) if block else ""


@register.tag
def again(parser: Parser, token: Token) -> AgainNode:
    """`{% again title %}`: what the block "title" holds in the page that is shown."""
    _tag, name = token.split_contents()
    return AgainNode(name)


@register.simple_tag(takes_context=True)
def permanent_address(context: dict[str, Any]) -> str:
    """The absolute address of the page as it is published, without its query string."""
    request = context.get("request")
    return f"{settings.TRACKER_SITE_URL}{request.path}" if request else settings.TRACKER_SITE_URL
