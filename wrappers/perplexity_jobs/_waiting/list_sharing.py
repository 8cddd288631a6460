"""What the list has shown: how large its pages are, how deep one may go, and whether it tells the truth.

All of this is learned, since it is not published: pages have been smaller than asked for (and smaller for
``limit=50`` than for ``limit=10``), a list without parameters is documented for one version of the service,
and ``get`` and ``list`` have disagreed on a job.
"""

from __future__ import annotations

from attrs import define, field

# Page sizes to ask for. The largest first that any server is known to give; larger ones once that was full.
_START, _LADDER = 100, (10, 20, 50, 100, 200, 500, 1000)
# A page that holds fewer than before may have been an exception: the memory of its best fades by this much.
_FADE = 0.8
# The list is behind if it shows a job as unfinished this long (seconds) after its end, twice.
_BEHIND, _STRIKES = 5.0, 2
# One random job of every so many pages is asked for by itself, and each job after so many looks by pages:
# nothing else shows that a list stands still.
_CHECK_PAGES, _CHECK_LOOKS = 10, 64
# How long (seconds) the list is left alone: after failures that pass, because it lies, and because it is
# refused; doubled each time, up to the longest.
_FAILED, _LIES, _REFUSED, _LONGEST = 10.0, 60.0, 300.0, 3600.0
# So many good pages in a row, and what went wrong before them is forgotten.
_GOOD = 50


@define
class Listing:
    """The list of one account.

    Attributes:
        exists: False for an API without a list.
        reuse: whether the token of a page may be used again.
    """

    exists: bool = True
    reuse: bool = True
    _best: dict[int, float] = field(factory=dict, init=False)
    _refused: set[int] = field(factory=set, init=False)
    _off_until: float = field(default=float("-inf"), init=False)
    _flat_until: float = field(default=float("-inf"), init=False)
    _times_off: int = field(default=0, init=False)
    _times_flat: int = field(default=0, init=False)
    _failures: int = field(default=0, init=False)
    _good: int = field(default=0, init=False)
    _strikes: int = field(default=0, init=False)

    def usable(self, now: float) -> bool:
        """Whether to ask for pages at all now."""
        return self.exists and now >= self._off_until

    def deep(self, now: float) -> bool:
        """Whether to ask for pages after the first now."""
        return now >= self._flat_until

    @property
    def limit(self) -> int | None:
        """The page size to ask for: what gave the most, or may give more and is untried; None: unsaid."""
        offered = [size for size in _LADDER if not self._refused or size < min(self._refused)]
        if not offered:
            return None
        known = {size: self._best[size] for size in offered if size in self._best}
        if not known:
            return min(_START, offered[-1])
        best = max(known, key=lambda size: (known[size], -size))
        untried = [size for size in offered if size not in known and size > known[best]]
        below = [size for size in untried if size < _START]
        if below:
            return below[-1]
        # A larger size is worth a try only once this one was filled to the brim.
        return untried[0] if untried and known[best] >= best else best

    def page(self, limit: int | None, count: int, *, last: bool) -> None:
        """A page came, with `count` jobs on it."""
        self._failures = 0
        self._good += 1
        if self._good >= _GOOD:
            self._times_off = 0
        # The last page is as small as what is left, which says nothing about the others.
        if limit is not None and not (last and count < limit):
            self._best[limit] = max(float(count), _FADE * self._best.get(limit, 0.0))

    def ended(self, behind: float, now: float) -> None:
        """A job has ended, and the list showed it as unfinished `behind` seconds after that."""
        self._strikes = self._strikes + 1 if behind > _BEHIND else 0
        if self._strikes >= _STRIKES:
            self._strikes = 0
            self._leave(now, _LIES)

    def is_to_be_checked(self, pages: int) -> bool:
        """Whether a job of this page, the `pages`-th, is to be asked for by itself."""
        return pages % _CHECK_PAGES == 0

    def is_to_be_checked_for(self, looks: int) -> bool:
        """Whether a job is to be asked for by itself, after so many looks by pages in a row."""
        return looks >= _CHECK_LOOKS

    def failed(self, now: float) -> bool:
        """A page could not be had for a reason that passes; whether to ask for it again."""
        self._failures += 1
        if self._failures < 2:
            return True
        self._leave(now, _FAILED)
        return False

    def refused(self, limit: int | None, status: int, now: float) -> bool:
        """The first page was refused for good; whether to ask again, with another page size."""
        if limit is not None and status in (400, 422) and limit not in self._best:
            self._refused.add(limit)
            return True
        self._leave(now, _REFUSED)
        return False

    def token_refused(self, *, fresh: bool, now: float) -> None:
        """A page after the first was refused, by a token that was just given (`fresh`) or used before."""
        if fresh:
            self._times_flat += 1
            self._flat_until = now + min(_LONGEST, _REFUSED * 2.0 ** (self._times_flat - 1))
        else:
            self.reuse = False

    def _leave(self, now: float, seconds: float) -> None:
        self._times_off += 1
        self._good = 0
        self._off_until = now + min(_LONGEST, seconds * 2.0 ** (self._times_off - 1))
