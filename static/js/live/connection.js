// The only place that knows Socket.IO. Says honestly how this screen stands to the server:
// {mode: "live" | "catching_up" | "slow" | "offline", since} with since in milliseconds.

import { createFollower } from "./follow.js"

const SLOW_POLL = 5_000
const SILENCE = 15_000

/** Follow the house. `link` is a store for the state of the connection, `query` what the socket is asked by; `signedOut()` ends the page. */
export function connect({ get, query = {}, hold, told, replaced, link, signedOut, now }) {
  const follower = createFollower({ get, hold, told, replaced })
  let lastHeard = now()

  let socket = { connected: false, disconnect() {} }

  async function start() {
    say("catching_up")
    try {
      await follower.start()
    } catch (error) {
      failed(error)
      if (error.status) throw error
      await pause(SLOW_POLL)
      return start()
    }
    open()
    setInterval(poll, SLOW_POLL)
    addEventListener("online", () => catchUp("catching_up"))
    addEventListener("offline", () => say("offline"))
    document.addEventListener("visibilitychange", () => document.hidden || catchUp(link.get().mode))
    return undefined
  }

  // The library comes after the board: people read names first. Without it the journal is asked by number.
  async function open() {
    try {
      const { io } = await import("../../vendor/socket.io-client/socket.io.esm.min.js")
      socket = io("/live", { path: "/socket.io", query, transports: ["websocket"], reconnectionDelayMax: 5_000 })
    } catch (error) {
      console.warn(error)
      await pause(SLOW_POLL)
      return open()
    }
    socket.on("connect", () => catchUp("catching_up"))
    socket.on("disconnect", () => say("offline"))
    socket.on("connect_error", () => catchUp(link.get().mode))
    socket.on("events", (events) => {
      lastHeard = now()
      follower.receive(events)?.catch(failed)
    })
    return undefined
  }

  // The socket can be dead without a word; the journal answers by number all the same.
  function poll() {
    const quiet = now() - lastHeard > SILENCE
    if (!socket.connected || quiet) catchUp(link.get().mode)
  }

  async function catchUp(meanwhile) {
    if (follower.seq() < 0) return
    say(meanwhile)
    try {
      await follower.catchUp()
      lastHeard = now()
      say(socket.connected ? "live" : "slow")
    } catch (error) {
      failed(error)
    }
  }

  function failed(error) {
    if (error.status === 401) signedOut()
    say("offline")
  }

  function say(mode) {
    if (link.get().mode !== mode) link.set({ mode, since: now() })
  }

  return { start, catchUp: () => catchUp("catching_up"), stop: () => socket.disconnect() }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
