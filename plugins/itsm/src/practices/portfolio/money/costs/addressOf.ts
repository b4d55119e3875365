/** The parts of a reference, as the addresses of pages take them. */
export function addressOf(ref: string) {
  const [kind, rest] = ref.split(':');
  const [namespace, name] = rest.split('/');
  return { kind, namespace, name };
}
