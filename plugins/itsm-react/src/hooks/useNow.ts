import { useEffect, useState } from 'react';

/** The present instant in milliseconds, moving every half minute, for times said relatively. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
