// Follows the journal: keeps a board equal to the server's, whatever is lost on the way.
// Knows numbers and answers only; what carries them stands in connection.js.

import { Gap, applyAll, lay } from "../board/apply.js"

/**
 * A follower of the journal. `get(path)` fetches JSON; `hold(board)` is told each new board, `told(events,
 * {late})` each batch that was applied, late when it was fetched and not heard live. `replaced(before, after)` is told
 * when events were missed for good and the board is another one.
 */
export function createFollower({ get, hold, told, replaced = () => {} }) {
  let board = null
  let fetching = null
  let heard = []

  /** The board as the server has it now. */
  async function start() {
    board = lay(await get("/api/board?tasks=lines"))
    hold(board)
  }

  /** Events as they come by the wire. What came while something is fetched waits for the answer. */
  function receive(events) {
    heard.push(...events)
    return fetching ?? drain()
  }

  /** Ask for what came after the last number. Calls meanwhile share one answer. */
  function catchUp() {
    fetching ??= fetchMissing().finally(() => {
      fetching = null
      drain()
    })
    return fetching
  }

  function drain() {
    if (!board) return undefined
    const events = heard
    heard = []
    try {
      take(events, { late: false })
    } catch (error) {
      if (!(error instanceof Gap)) throw error
      return catchUp()
    }
    return undefined
  }

  async function fetchMissing() {
    try {
      const { events } = await get(`/api/events?after=${board.seq}`)
      take(events, { late: true })
    } catch (error) {
      // Too old, or ahead of a journal that was restored from a backup: only a fresh board is right.
      if (!(error instanceof Gap) && error.status !== 410 && error.status !== 422) throw error
      const before = board
      await start()
      replaced(before, board)
    }
  }

  function take(events, { late }) {
    const fresh = events.filter((event) => event.seq > board.seq)
    if (!fresh.length) return
    board = applyAll(board, fresh)
    hold(board)
    told(fresh, { late })
  }

  return { start, receive, catchUp, seq: () => board?.seq ?? -1 }
}
