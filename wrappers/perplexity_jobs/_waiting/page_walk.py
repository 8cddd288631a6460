"""One walk over the pages of the list: which page to ask for next, and when pages are not worth it any more.

Each job that is due is expected on the page that showed it last, or on the first page. What a page does not
show is looked for on the page after it, since new jobs push the older ones on; what no page shows, or what
pages would cost more to find than it costs to ask for each job by itself, is left over.
"""

from __future__ import annotations

from attrs import define, field

# A page is asked for where it may answer for this many jobs; for one, asking for the job brings more.
_WORTH = 2
# Pages in vain that a walk may cost, as a share of the jobs that it still looks for, and one.
_VAIN = 0.25

Token = str | None


@define
class Round:
    """A walk; made anew when jobs are due."""

    _left: dict[str, None] = field(factory=dict, init=False)
    _pending: dict[Token, set[str]] = field(factory=dict, init=False)
    _flying: dict[Token, set[str]] = field(factory=dict, init=False)
    _where: dict[str, Token] = field(factory=dict, init=False)
    _visited: set[Token] = field(factory=set, init=False)
    _fresh: set[Token] = field(factory=set, init=False)
    _vain: int = field(default=0, init=False)

    @property
    def done(self) -> bool:
        """Whether no page is to be asked for any more."""
        return not self._pending and not self._flying

    @property
    def pages(self) -> int:
        """Pages that wait to be asked for."""
        return len(self._pending)

    def expect(self, job_id: str, token: Token) -> None:
        """Look for a job on a page."""
        self._pending.setdefault(token, set()).add(job_id)
        self._where[job_id] = token

    def take(self, most: int) -> list[Token]:
        """The pages to ask for now, at most `most` of them; they count as under way."""
        # The first page goes ahead: it shows how far the jobs have moved, which the others need to know.
        if None in self._flying:
            return []
        tokens: list[Token] = []
        for token in [None] if None in self._pending else list(self._pending):
            if len(tokens) >= most:
                break
            wanted = self._pending.pop(token)
            if len(wanted) < _WORTH or self._vain > 1 + _VAIN * len(self._where):
                self._give_up(wanted)
                continue
            self._visited.add(token)
            self._flying[token] = wanted
            tokens.append(token)
        return tokens

    def seen(self, job_id: str) -> None:
        """A page showed this job, or it is waited for no longer: nobody looks for it any more."""
        self._left.pop(job_id, None)
        token = self._where.pop(job_id, None)
        for places in (self._pending, self._flying):
            if token in places:
                places[token].discard(job_id)
        if token in self._pending and not self._pending[token]:
            del self._pending[token]

    def answered(self, token: Token, found: int, next_token: Token) -> None:
        """A page came that showed `found` of the waiting jobs; `seen` was told of each."""
        missing = self._flying.pop(token, set())
        self._vain = max(0, self._vain + 1 - found)
        if next_token is None or next_token in self._visited:
            self._give_up(missing)
            return
        self._fresh.add(next_token)
        for job_id in missing:
            self.expect(job_id, next_token)

    def refused(self, token: Token, *, again: bool) -> bool:
        """A page could not be had; whether its token was given in this very walk."""
        wanted = self._flying.pop(token, set())
        if again:
            self._visited.discard(token)
            for job_id in wanted:
                self.expect(job_id, token)
        else:
            self._give_up(wanted)
        return token in self._fresh

    def take_left(self) -> list[str]:
        """The jobs to be asked for by themselves; each is told once."""
        left, self._left = self._left, {}
        return list(left)

    def end(self) -> None:
        """Ask for no page any more."""
        for wanted in self._pending.values():
            self._give_up(wanted)
        self._pending.clear()

    def _give_up(self, wanted: set[str]) -> None:
        for job_id in wanted:
            self._where.pop(job_id, None)
            self._left[job_id] = None
