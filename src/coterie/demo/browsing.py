"""What visits leave behind: pages and the time on them, products viewed, carts, checkouts. All invented."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from coterie.demo.agents import AGENTS, SOURCES
from coterie.demo.goods import SECTION_NAMES
from coterie.demo.people import People
from coterie.demo.stream import Family, Message
from coterie.demo.times import MINUTE, SECOND, Instants
from coterie.demo.visits import PAGES, SECTION, Looks, Sessions, Views, context_rows

SITE = "https://demo.example"


@functools.cache
def page_context(agent: int, page: int, source: int) -> dict[str, Any]:
    """The `context` of a page by indices of agent, page and source (-1: none); equal ones are one dict."""
    title, path, _ = PAGES[page]
    context: dict[str, Any] = {
        "userAgent": AGENTS[agent].web,
        "page": {"url": SITE + path, "path": path, "title": title},
    }
    return context | ({"campaign": SOURCES[source]} if source >= 0 else {})


def speaker(people: People) -> Callable[[int, bool], dict[str, str]]:
    """Who a message is from: the name if it was known, the browser's anonymousId otherwise."""

    def who(person: int, known: bool) -> dict[str, str]:
        return {"userId": people.user[person]} if known else {"anonymousId": people.device[person]}

    return who


def pages(people: People, made: Sessions, seen: Looks) -> Family:
    """`page` messages, with the user agent and the UTM parameters of the visit."""
    rows, who = context_rows(people, made, seen), speaker(people)
    persons, known = made.person[seen.session].tolist(), made.known[seen.session].tolist()

    def build(n: int) -> Message:
        title, path, _ = PAGES[rows[n][1]]
        properties = {"title": title, "path": path, "url": SITE + path}
        page: Message = {
            "type": "page",
            "name": title,
            "properties": properties,
            "context": page_context(*rows[n]),
        }
        return page | who(persons[n], known[n])

    return Family("page", seen.t, build)


def left(people: People, made: Sessions, seen: Looks) -> Family:
    """`Page Left` {path, seconds}: time on the page."""
    who, paths, seconds = speaker(people), [path for _, path, _ in PAGES], seen.seconds.tolist()
    persons, known = made.person[seen.session].tolist(), made.known[seen.session].tolist()
    page = seen.page.tolist()

    def build(n: int) -> Message:
        properties = {"path": paths[page[n]], "seconds": seconds[n]}
        return {"type": "track", "event": "Page Left", "properties": properties} | who(persons[n], known[n])

    return Family("left", seen.t + seen.seconds * SECOND, build)


def listed(people: People, made: Sessions, seen: Looks) -> Family:
    """`Product List Viewed` {category} a second after a section's page."""
    rows, who = np.flatnonzero(seen.page >= SECTION), speaker(people)
    session = seen.session[rows]
    persons, known = made.person[session].tolist(), made.known[session].tolist()

    def build(k: int) -> Message:
        section = SECTION_NAMES[int(seen.page[rows[k]]) - SECTION]
        properties = {"list_id": section, "category": section}
        return {"type": "track", "event": "Product List Viewed", "properties": properties} | who(
            persons[k], known[k]
        )

    return Family("list", seen.t[rows] + SECOND, build)


def _of_products(
    people: People, seen: Views, event: str, rows: Instants, late: int, more: dict[str, Any]
) -> Family:
    """A message about one product for each of these rows of views, `late` ms after the look."""
    who, name = speaker(people), event.casefold().replace(" ", "-")
    persons, known = seen.person.tolist(), seen.known.tolist()
    contexts = [{"userAgent": agent.web} for agent in AGENTS]
    agents = people.agent.tolist()

    def build(k: int) -> Message:
        n = int(rows[k])
        properties = {"product_id": seen.product[n], "price": seen.price[n], "currency": "EUR", **more}
        message: Message = {"type": "track", "event": event, "properties": properties}
        message["context"] = contexts[agents[persons[n]]]
        return message | who(persons[n], known[n])

    return Family(name, seen.t[rows] + late, build)


def products(people: People, seen: Views, prefix: str) -> list[Family]:
    """`Product Viewed`, `Product Added`, `Checkout Started`; prefix: keeps ids of two sources apart."""
    everything = np.arange(len(seen.t))
    cart = np.flatnonzero(seen.added)
    till = np.flatnonzero(seen.checkout)
    families = [
        _of_products(people, seen, "Product Viewed", everything, 0, {}),
        _of_products(people, seen, "Product Added", cart, 20 * SECOND, {"quantity": 1}),
        _of_products(people, seen, "Checkout Started", till, 5 * MINUTE, {"quantity": 1}),
    ]
    return [Family(f"{prefix}-{f.name}", f.t, f.build) for f in families]
