import type { StatusCategory } from './record';

/**
 * What the caller is to the record, as far as lifecycles ask.
 *
 * `worker` works on it: assignee, member of the owner group, collaborator, or the role `agent`.
 * `requester` asked for it, or it was asked for on their behalf.
 */
export type Standing = 'worker' | 'requester';

/** One state of a lifecycle. */
export interface LifecycleState {
  label: string;
  category: StatusCategory;
  /** One sentence for people who see the state for the first time. */
  description: string;
  /** Nothing leads out of a final state. */
  final?: boolean;
  /** For requesters, without jargon: how it stands, and what happens next. */
  plain?: { label: string; next: string };
}

/** What guards may look at: plain values, so that server and page decide alike. */
export type GuardSubject = Readonly<Record<string, unknown>>;

/** One way from states to a state. */
export interface LifecycleTransition<S extends string = string> {
  /** The verb in API and journal, e.g. `resolve`. */
  name: string;
  /** The verb on the button. */
  label: string;
  from: readonly S[];
  to: S;
  /** Who may, by their standing to the record. */
  who: readonly Standing[];
  /** Fields that must have a value after the transition. */
  required?: readonly string[];
  /** Fields a form may offer beside the required ones. */
  optional?: readonly string[];
  /** Fields emptied by the transition, unless the same command sets them. */
  clears?: readonly string[];
  /** What empty fields become: the user who takes the transition, or the instant it is taken. */
  defaults?: Readonly<Record<string, 'caller' | 'now'>>;
  /** Whether it undoes steps: it is offered after the ways on. */
  back?: boolean;
  /** Whether it ends something that could go on: it is offered after the ways on, and never as the way on. */
  ends?: boolean;
  /** Whether all tasks of the record must be done or skipped before it. */
  tasksDone?: boolean;
  /** Returns why the transition is not possible now, as a sentence, or undefined if it is. */
  guard?: (subject: GuardSubject) => string | undefined;
}

/**
 * A lifecycle is data: the server enforces it, the page draws its buttons and the reason
 * why one is disabled from it, the docs draw the diagram from it.
 */
export interface Lifecycle<S extends string = string> {
  initial: S;
  states: Record<S, LifecycleState>;
  transitions: readonly LifecycleTransition<S>[];
}

/** Whether a transition is possible, and if not, why. */
export interface TransitionOption {
  name: string;
  label: string;
  to: string;
  required: readonly string[];
  optional: readonly string[];
  allowed: boolean;
  /** Set when not allowed: a sentence for the person at the button. */
  reason?: string;
}

const WHO_WORDS: Record<Standing, string> = {
  worker: 'the assignee, the owner group or an agent',
  requester: 'the requester',
};

function joinWho(who: readonly Standing[]): string {
  return who.map(w => WHO_WORDS[w]).join(' or ');
}

/**
 * Says why a transition cannot be taken from a state by somebody, or undefined if it can.
 * The same function answers in the server's door and on the page's buttons.
 */
export function refusal(options: {
  lifecycle: Lifecycle;
  transition: LifecycleTransition;
  subject: GuardSubject & { status: string };
  standing: ReadonlySet<Standing>;
  /** How many tasks of the record are not over; none if absent. */
  openTasks?: number;
}): string | undefined {
  const { lifecycle, transition, subject, standing, openTasks = 0 } = options;
  if (!transition.from.includes(subject.status)) {
    const now = lifecycle.states[subject.status]?.label ?? subject.status;
    const from = transition.from.map(s => lifecycle.states[s].label).join(', ');
    return `"${transition.label}" is possible from ${from}; the record is ${now}.`;
  }
  if (!transition.who.some(w => standing.has(w))) {
    return `"${transition.label}" is for ${joinWho(transition.who)}.`;
  }
  if (transition.tasksDone && openTasks > 0) {
    const left = openTasks === 1 ? 'one task is' : `${openTasks} tasks are`;
    return `"${transition.label}" is possible when all tasks are done or skipped; ${left} not.`;
  }
  return transition.guard?.(subject);
}

/**
 * The transitions that leave the record's state, each with the reason if it is refused.
 * Those that start elsewhere are left out.
 */
export function transitionOptions(
  lifecycle: Lifecycle,
  subject: GuardSubject & { status: string },
  standing: ReadonlySet<Standing>,
  openTasks = 0,
): TransitionOption[] {
  return lifecycle.transitions
    .filter(t => t.from.includes(subject.status))
    .map(t => {
      const reason = refusal({
        lifecycle,
        transition: t,
        subject,
        standing,
        openTasks,
      });
      const stays = (key: string) =>
        subject[key] !== undefined && !t.clears?.includes(key);
      return {
        name: t.name,
        label: t.label,
        to: t.to,
        // What has a value already, or gets one by itself, need not be asked for.
        required: (t.required ?? []).filter(
          key => !stays(key) && !t.defaults?.[key],
        ),
        optional: t.optional ?? [],
        allowed: reason === undefined,
        reason,
      };
    });
}

/**
 * Checks that a lifecycle holds together: every state is reached from the initial one, and has
 * a way out or is final.
 *
 * @returns one sentence per fault; empty if there is none
 */
export function lifecycleFaults(lifecycle: Lifecycle): string[] {
  const faults: string[] = [];
  const reached = new Set([lifecycle.initial]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const t of lifecycle.transitions) {
      if (t.from.some(s => reached.has(s)) && !reached.has(t.to)) {
        reached.add(t.to);
        grew = true;
      }
    }
  }
  for (const [name, state] of Object.entries(lifecycle.states)) {
    const leaves = lifecycle.transitions.some(
      t => t.from.includes(name) && t.to !== name,
    );
    if (!reached.has(name)) faults.push(`State ${name} cannot be reached.`);
    if (!leaves && !state.final)
      faults.push(`State ${name} has no way out and is not final.`);
    if (leaves && state.final)
      faults.push(`State ${name} is final but has a way out.`);
  }
  for (const t of lifecycle.transitions) {
    for (const s of [...t.from, t.to]) {
      if (!lifecycle.states[s])
        faults.push(`Transition ${t.name} names the unknown state ${s}.`);
    }
  }
  const names = lifecycle.transitions.map(t => t.name);
  for (const name of new Set(names.filter((n, i) => names.indexOf(n) !== i))) {
    faults.push(`Transition ${name} is defined more than once.`);
  }
  return faults;
}

/** The lifecycle as a Mermaid state diagram, for the docs. */
export function lifecycleDiagram(lifecycle: Lifecycle): string {
  const id = (s: string) => s.replace(/-/g, '_');
  const lines = ['stateDiagram-v2', `  [*] --> ${id(lifecycle.initial)}`];
  for (const [name, state] of Object.entries(lifecycle.states)) {
    lines.push(`  ${id(name)}: ${state.label}`);
  }
  for (const t of lifecycle.transitions) {
    for (const from of t.from)
      lines.push(`  ${id(from)} --> ${id(t.to)}: ${t.label}`);
  }
  for (const [name, state] of Object.entries(lifecycle.states)) {
    if (state.final) lines.push(`  ${id(name)} --> [*]`);
  }
  return lines.join('\n');
}
