// What a change moves is told below the form that asked: it comes into sight, so that nobody confirms it unseen.

/** Bring it there once the dialog is drawn with it. */
export function showMoves() {
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector("dialog .moves")?.scrollIntoView({ block: "start" })))
}
