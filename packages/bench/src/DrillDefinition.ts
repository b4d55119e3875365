/** Something that takes too long for the tests, or needs what not every machine has. */
export interface Drill {
  name: string;
  description: string;
  /** @returns whether everything held */
  run(
    options: Readonly<Record<string, string>>,
    say: (line: string) => void,
  ): Promise<boolean>;
}
