// Going from page to page: the board and the connection stay.

/** The ways of the house: {begin, go, shown, isStranded}. `visitor()` is what a page is entered with. */
export function createWays({ route, visitor, redraw }) {
  let here = route(location.pathname)
  let stranded = false

  /** Enter the first page, and follow links and the browser's own ways. */
  function begin() {
    document.addEventListener("click", follow)
    addEventListener("popstate", arrive)
    enter()
  }

  function go(path, { replace = false } = {}) {
    history[replace ? "replaceState" : "pushState"](null, "", path)
    arrive()
    document.getElementById("main")?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }

  function arrive() {
    here.page.leave?.(visitor())
    here = route(location.pathname)
    enter()
    redraw()
  }

  // A page whose script is on the way is entered when it is here, unless somebody has gone elsewhere meanwhile.
  function enter() {
    const entered = here
    stranded = false
    if (!entered.ready) return entered.page.enter?.(visitor(), entered.params)
    return entered.ready.then(
      () => here === entered && arrive(),
      () => {
        if (here === entered) stranded = true
        redraw()
      },
    )
  }

  // Links within the house need no new page of the browser's.
  function follow(event) {
    const link = event.target.closest?.("a[href^='/']")
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return
    if (link.target || link.hasAttribute("download") || link.pathname.startsWith("/api/")) return
    event.preventDefault()
    if (link.pathname !== location.pathname) go(link.pathname)
  }

  /** The page that is shown: {code, title, content}. */
  function shown() {
    const { page, params } = here
    return { code: page.code, title: page.title(visitor(), params), content: page.view(visitor(), params) }
  }

  return { begin, go, shown, isStranded: () => stranded }
}
