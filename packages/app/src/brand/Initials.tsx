import styles from './Initials.module.css';

/** A picture of somebody who has none: their initials, always on the same colour; grey until it is known who it is. */
export function Initials(props: { name: string; size: number }) {
  const { name, size } = props;
  const letters = name
    .split(/\s+/)
    .filter(Boolean)
    .map(word => word[0])
    .slice(0, 2)
    .join('')
    .toLocaleUpperCase();
  return (
    <span
      className={styles.initials}
      data-tone={name ? toneOf(name) : undefined}
      style={{ width: size, height: size, fontSize: size * 0.4 }}
      aria-hidden="true"
    >
      {letters}
    </span>
  );
}

const TONES = 6;

function toneOf(name: string): number {
  const sum = [...name].reduce((n, c) => (n * 31 + c.charCodeAt(0)) % 9973, 7);
  return sum % TONES;
}
