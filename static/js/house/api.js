// The one way to the server. Every refusal arrives as a Problem, every lost connection as Unreachable.

import { hear } from "./clock.js"

/** The server said no: `code` for the program, `message` for the person, `facts` what else it told. */
export class Problem extends Error {
  constructor(status, { detail = "", code = "", ...facts } = {}) {
    super(detail)
    this.status = status
    this.code = code
    this.facts = facts
  }
}

/** Nobody answered: the network or the server is away. Nothing is known of what was sent. */
export class Unreachable extends Error {}

let token = ""

/** Send this CSRF token with every change. */
export function carry(csrf) {
  token = csrf
}

/** GET a JSON answer. */
export const get = (path) => call("GET", path)

/** Send JSON and answer JSON; `key` makes sending it again harmless. */
export const send = (method, path, body, key) =>
  call(method, path, {
    body: JSON.stringify(body ?? {}),
    headers: { "Content-Type": "application/json", ...(key && { "Idempotency-Key": key }) },
  })

/** Hand in what was done without a network, under its author's token and whoever is signed in. */
export const handIn = (path, body, key, bearer) =>
  call("POST", path, {
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", "Idempotency-Key": key, Authorization: `Bearer ${bearer}` },
  })

/** Send a form with files. */
export const sendForm = (path, form) => call("POST", path, { body: form })

/**
 * Send a form with files and hear each line of the answer as it comes. A line that says {problem} is one; an answer
 * that ends too early is Unreachable, and what was heard has happened.
 */
export async function stream(path, form, hearLine) {
  const answer = await reach(path, { method: "POST", body: form, headers: { Accept: "application/x-ndjson", "X-CSRF-Token": token } }, LONG)
  hear(answer.headers.get("X-House-Time"))
  if (!answer.ok) throw new Problem(answer.status, await read(answer))
  let last = null
  try {
    for await (const line of linesOf(answer.body)) {
      last = JSON.parse(line)
      if (!last.problem) hearLine(last)
    }
  } catch (error) {
    throw new Unreachable(String(error))
  }
  if (last?.problem) throw new Problem(last.problem.status, last.problem)
  if (!last?.counts) throw new Unreachable("the answer ended too early")
  return last
}

/** Send a form and answer the file that is made of it: {name, blob}. */
export async function made(path, form) {
  const answer = await reach(path, { method: "POST", body: form, headers: { Accept: "*/*", "X-CSRF-Token": token } }, MAKING)
  if (!answer.ok) throw new Problem(answer.status, await read(answer))
  const [, name = "file"] = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "") ?? []
  return { name: decodeURIComponent(name), blob: await answer.blob() }
}

async function* linesOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ""
  for (;;) {
    const { value, done } = await reader.read()
    if (done) break
    const lines = (rest + value).split("\n")
    rest = lines.pop()
    yield* lines.filter(Boolean)
  }
  if (rest) yield rest
}

/** Have a file made that takes its time, and answer the hash of its bytes: {sha256}. */
export async function file(path) {
  const answer = await reach(path, { headers: { Accept: "application/pdf" } }, MAKING)
  hear(answer.headers.get("X-House-Time"))
  if (!answer.ok) throw new Problem(answer.status, await read(answer))
  await answer.arrayBuffer()
  return { sha256: (answer.headers.get("ETag") ?? "").replace(/^W\/|"/g, "") }
}

async function call(method, path, { body, headers = {} } = {}) {
  const answer = await reach(path, {
    method,
    body,
    headers: { Accept: "application/json", ...(method !== "GET" && { "X-CSRF-Token": token }), ...headers },
  })
  hear(answer.headers.get("X-House-Time"))
  if (answer.status === 204) return null
  const content = await read(answer)
  if (!answer.ok) throw new Problem(answer.status, content)
  return content
}

async function reach(path, options, patience = PATIENCE) {
  try {
    return await fetch(path, { credentials: "same-origin", ...options, signal: AbortSignal.timeout(patience) })
  } catch (error) {
    throw new Unreachable(String(error))
  }
}

const PATIENCE = 20_000
const MAKING = 120_000
// A year's list takes minutes; every booking that is done is told meanwhile.
const LONG = 3_600_000

async function read(answer) {
  try {
    return await answer.json()
  } catch {
    // A proxy's page, or an answer cut off half way: as good as none.
    throw new Unreachable(`${answer.status} without JSON`)
  }
}
