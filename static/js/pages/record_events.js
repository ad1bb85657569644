// Which events say that requests or complaints look different now.

const STEPS = {
  requests: new Set(["do", "call_back"]),
  complaints: new Set(["calm", "own", "resolve", "follow_up"]),
}
const KIND = { requests: /^request_/, complaints: /^complaint_/ }

/** Whether the event is about requests, or about complaints: themselves, or the tasks that carry them. */
export function hearsOf(event, what) {
  if (KIND[what].test(event.kind)) return true
  const tasks = [...(event.tasks ?? []), ...(event.task ? [event.task] : [])]
  return tasks.some((task) => STEPS[what].has(task.fires))
}
