// Knows when the end of something long was on the glass.

import { AsyncDirective } from "../../vendor/lit-html/async-directive.js"
import { directive } from "../../vendor/lit-html/directive.js"
import { noChange } from "../../vendor/lit-html/lit-html.js"

class ReadToEnd extends AsyncDirective {
  update({ element }, [act]) {
    this.act = act
    if (!this.watch) {
      this.watch = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && this.act())
      this.watch.observe(element)
    }
    return noChange
  }

  disconnected() {
    this.watch?.disconnect()
  }
}

/** On an element at the end: `act()` is called whenever it comes into sight. */
export const readToEnd = directive(ReadToEnd)
