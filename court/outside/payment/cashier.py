"""The cashier's page (示意收银台) where a demo person pays. Plain HTML of its own: it is not the court's page."""

from collections.abc import Iterable
from html import escape
from typing import Any
from urllib.parse import urlsplit

STYLE = """
body{margin:0;background:#f2f3f5;color:#1f2329;font:18px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif}
main{max-width:26rem;margin:0 auto;padding:1.25rem}
.mark{display:inline-block;padding:.1rem .6rem;border:1px solid #8a5a00;border-radius:.3rem;
color:#6b4600;background:#fff6e0}
section{margin-top:1rem;padding:1.25rem;border-radius:.75rem;background:#fff}
h1{margin:.75rem 0 0;font-size:1.2rem}.amount{margin:.5rem 0;font-size:2.4rem;font-weight:600}
dl{margin:0}dt{color:#59606b;font-size:.95rem}dd{margin:0 0 .6rem;overflow-wrap:anywhere}
button,a.button{display:block;box-sizing:border-box;width:100%;margin-top:.75rem;padding:.8rem;border:1px solid #07753a;
border-radius:.5rem;background:#07753a;color:#fff;font:inherit;text-align:center;text-decoration:none}
button.plain,a.plain{border-color:#767d88;background:#fff;color:#1f2329}
:focus-visible{outline:3px solid #1456c8;outline-offset:2px}.bad{color:#a61b1b}.good{color:#07602f}
"""
WORDS = {"NOTPAY": "待支付", "SUCCESS": "已支付", "REFUND": "已转入退款", "CLOSED": "已关闭"}


def order_page(order: dict[str, Any], prepay: str, redirect_url: str) -> str:
    """One order to pay, or what became of it."""
    yuan = f"{order['total'] // 100:,}.{order['total'] % 100:02d}"
    body = (
        f"<section><p class=amount>¥{yuan}</p><dl><dt>商品</dt><dd>{escape(order['description'])}</dd>"
        f"<dt>商户单号</dt><dd>{escape(order['out_trade_no'])}</dd>"
        f"<dt>状态</dt><dd>{WORDS[order['state']]}</dd></dl>{_note(order)}"
    )
    if order["state"] == "NOTPAY":
        hidden = (f'<input type=hidden name=prepay_id value="{escape(prepay)}">'
                  f'<input type=hidden name=redirect_url value="{escape(redirect_url)}">')
        body += (
            f'<form method=post action="/cashier/pay">{hidden}<button>支付</button></form>'
            f'<form method=post action="/cashier/fail">{hidden}<button class=plain>支付失败</button></form>'
        )
    if _is_link(redirect_url):
        body += f'<a class="button plain" href="{escape(redirect_url)}">返回商户</a>'
    return _page("示意收银台", body + "</section>")


def gone_page() -> str:
    return _page("示意收银台", "<section><p class=bad>支付请求已失效，请返回商户重新发起支付。</p></section>")


def list_page(orders: Iterable[dict[str, Any]]) -> str:
    """The newest orders, for whoever shows the demo."""
    rows = "".join(
        f"<dt>{escape(order['description'])} · {WORDS[order['state']]}</dt><dd>"
        f"<a href=\"/cgi-bin/mmpayweb-bin/checkmweb?prepay_id={escape(order['prepay'])}\">"
        f"{escape(order['out_trade_no'])}</a></dd>" for order in orders
    )
    return _page("示意收银台：最近的订单", f"<section><dl>{rows or '<dt>还没有订单</dt>'}</dl></section>")


def _note(order: dict[str, Any]) -> str:
    if order["state"] == "SUCCESS":
        return "<p class=good role=status>支付成功，可以返回商户查看结果。</p>"
    if order["state"] == "NOTPAY" and order.get("failed"):
        return "<p class=bad role=alert>付款银行未受理，支付失败。可以再次支付。</p>"
    return ""


def _is_link(address: str) -> bool:
    return urlsplit(address).scheme in ("http", "https")


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><main>"
        f'<span class=mark>示意系统，不发生真实资金往来</span><h1>{title}</h1>{body}</main></body></html>'
    )
