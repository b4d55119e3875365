/**
 * The nodes of a graph in groups: nodes that lead to each other are one group, and what leads to others
 * comes before them (Tarjan, Depth-first search and linear graph algorithms, 1972). Nodes of a group are in
 * the order of a way around, as far as there is one, from the first by name.
 *
 * @param nodes - in an order that decides between equals
 */
export function circlesFirst(
  nodes: readonly string[],
  leadsTo: (node: string) => readonly string[],
): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const groups: string[][] = [];
  for (const start of nodes) {
    if (index.has(start)) continue;
    // Without recursion: chains can be long.
    const work: { node: string; next: string[] }[] = [];
    const enter = (node: string) => {
      index.set(node, index.size);
      low.set(node, index.get(node)!);
      open.push(node);
      isOpen.add(node);
      work.push({ node, next: [...leadsTo(node)] });
    };
    enter(start);
    while (work.length > 0) {
      const { node, next } = work[work.length - 1];
      const to = next.shift();
      if (to !== undefined) {
        if (!index.has(to)) enter(to);
        else if (isOpen.has(to))
          low.set(node, Math.min(low.get(node)!, index.get(to)!));
        continue;
      }
      work.pop();
      const parent = work[work.length - 1];
      if (parent)
        low.set(parent.node, Math.min(low.get(parent.node)!, low.get(node)!));
      if (low.get(node) !== index.get(node)) continue;
      const group = open.splice(open.lastIndexOf(node));
      group.forEach(member => isOpen.delete(member));
      groups.push(around(group, leadsTo));
    }
  }
  return groups.reverse();
}

/** The members along a way around: each time on to the first by name that was not there yet. */
function around(
  group: string[],
  leadsTo: (node: string) => readonly string[],
): string[] {
  const left = new Set([...group].sort());
  const way: string[] = [];
  const first = () => left.values().next().value;
  let at = first();
  while (at !== undefined) {
    way.push(at);
    left.delete(at);
    at = [...leadsTo(at)].sort().find(to => left.has(to)) ?? first();
  }
  return way;
}

/** A way from something back to itself, both ends told; undefined if there is none. */
export function wayAround(
  from: string,
  leadsTo: (node: string) => readonly string[],
): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [from];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    for (const to of leadsTo(node)) {
      if (to === from) {
        const way = [from];
        for (let at = node; at !== from; at = cameFrom.get(at)!)
          way.unshift(at);
        return [from, ...way];
      }
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, node);
      queue.push(to);
    }
  }
  return undefined;
}
