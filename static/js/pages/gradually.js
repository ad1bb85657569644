// Long lists are drawn from the top, some rows a frame: the first names are on the glass before the last are made,
// and no frame is long.

/** A list that grows: `first` rows at once, `step` more with every frame. */
export function createGrowth({ first, step }) {
  let drawn = first
  let asked = false

  function grow(app) {
    asked = false
    drawn += step
    app.redraw()
  }

  return {
    /** Begin anew, e.g. when another page is entered. */
    begin() {
      drawn = first
    },
    /** The rows that are drawn by now; asks for another frame while there are more. */
    of(rows, app) {
      if (rows.length <= drawn) return rows
      if (!asked) {
        asked = true
        requestAnimationFrame(() => grow(app))
      }
      return rows.slice(0, drawn)
    },
  }
}
