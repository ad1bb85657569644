// Makes the page an app: registers the worker that keeps the shell (static/js/worker.js), and says when a new
// version waits. It takes over when a person says so, never under a finger.

const ADDRESS = "/service-worker.js"
const LOOKS_EVERY = 3_600_000

/** Register the worker. `waits(take)` is told that a new version is there; `take()` loads it. */
export async function install({ waits }) {
  const workers = navigator.serviceWorker
  // Browsers offer it only where the page came safely.
  if (!workers) return
  try {
    const registration = await workers.register(trusted(ADDRESS), { scope: "/", updateViaCache: "none" })
    follow(registration, waits)
    setInterval(() => registration.update().catch(() => {}), LOOKS_EVERY)
  } catch {
    // Without it the screens work as long as the network does; the next page tries again.
  }
}

function follow(registration, waits) {
  const workers = navigator.serviceWorker
  const told = () => workers.controller && registration.waiting && waits(() => take(registration))
  told()
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", told)
  })
}

function take(registration) {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true })
  registration.waiting?.postMessage("take over")
}

// The only address of a script that this policy lets through.
function trusted(address) {
  if (!globalThis.trustedTypes) return address
  const policy = trustedTypes.createPolicy("vipops-worker", {
    createScriptURL(asked) {
      if (asked !== ADDRESS) throw new TypeError(`No worker stands at ${asked}`)
      return asked
    },
  })
  return policy.createScriptURL(address)
}
