/**
 * Sleeps until a time has passed or somebody rings, whichever comes first. A ring while nobody
 * sleeps is kept for the next sleep, so that none is lost between looking and falling asleep.
 */
export class WakeUp {
  #rung = false;
  #wake?: () => void;

  /** Ends the present sleep, or the next one before it begins. */
  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** @param milliseconds - the longest sleep */
  async sleep(milliseconds: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, Math.max(0, milliseconds));
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = undefined;
    }
    this.#rung = false;
  }
}
