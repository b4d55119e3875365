import { useUrlValues } from '@callboard/plugin-itsm-react';

/** What the home lets its reader choose, by the name in its address. */
const CHOICES = ['by', 'changes'] as const;

/** Gives the address of the home with something chosen otherwise, and the rest as it is. */
export function useChoiceHref(): (
  name: (typeof CHOICES)[number],
  value: string,
) => string {
  const url = useUrlValues();
  return (name, value) => {
    const search = new URLSearchParams();
    for (const choice of CHOICES) {
      const chosen = choice === name ? value : url.get(choice);
      if (chosen) search.set(choice, chosen);
    }
    return `?${search}`;
  };
}
