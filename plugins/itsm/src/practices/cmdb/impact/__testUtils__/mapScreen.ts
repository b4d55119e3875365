/** What the library that draws maps asks a browser for and a test's browser lacks. */
class NoResizes implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

class Matrix {
  readonly m22 = 1;
}

window.ResizeObserver ??= NoResizes;
window.DOMMatrixReadOnly ??= Matrix as unknown as typeof DOMMatrixReadOnly;
