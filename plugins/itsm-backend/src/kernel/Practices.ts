import type {
  Practice,
  PracticesExtensionPoint,
} from '@callboard/plugin-itsm-node';

const ID = /^[a-z][a-z0-9-]{1,40}$/;

/** Collects the practices that modules hand in, and puts them in the order in which they start. */
export class Practices implements PracticesExtensionPoint {
  readonly #byId = new Map<string, Practice>();

  addPractice(practice: Practice): void {
    if (!ID.test(practice.id)) {
      throw new Error(
        `"${practice.id}" is no practice id; it must be lower-case with dashes`,
      );
    }
    if (this.#byId.has(practice.id)) {
      throw new Error(`The practice ${practice.id} is registered twice`);
    }
    this.#byId.set(practice.id, practice);
  }

  /**
   * The practices, each after those it depends on, else by name.
   *
   * @throws Error if one depends on a practice that is not enabled, or on itself in a circle
   */
  inOrder(): Practice[] {
    const ordered: Practice[] = [];
    const visiting = new Set<string>();
    const visit = (practice: Practice) => {
      if (ordered.includes(practice)) return;
      if (visiting.has(practice.id)) {
        throw new Error(
          `Practices depend on each other in a circle: ${[...visiting].join(
            ' → ',
          )}`,
        );
      }
      visiting.add(practice.id);
      for (const id of practice.dependsOn ?? []) {
        const other = this.#byId.get(id);
        if (!other) {
          throw new Error(
            `The practice ${practice.id} needs ${id}; enable it with itsm.practices.${id}.enabled or switch ${practice.id} off`,
          );
        }
        visit(other);
      }
      visiting.delete(practice.id);
      ordered.push(practice);
    };
    // By name, not as modules came: they come in no certain order, and two backends must agree.
    const byName = [...this.#byId.values()].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
    for (const practice of byName) visit(practice);
    return ordered;
  }
}
