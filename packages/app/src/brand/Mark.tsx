/**
 * The sign of Callboard: a board with notes on it, hung on a lit pin. The board takes the colour
 * of the text around it.
 */
export function Mark(props: { size?: number; className?: string }) {
  const { size = 28, className } = props;
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      aria-hidden="true"
    >
      <rect
        x="3.25"
        y="6.25"
        width="25.5"
        height="22.5"
        rx="4.5"
        stroke="currentColor"
        strokeWidth="2.5"
      />
      <path
        d="M9 16h1.5M14.5 16H23M9 22h1.5M14.5 22H20"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
      <circle cx="16" cy="6.5" r="4.5" fill="#f2b84b" />
    </svg>
  );
}
