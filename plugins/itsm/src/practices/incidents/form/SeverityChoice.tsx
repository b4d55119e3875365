import { Radio, RadioGroup } from '@backstage/ui';
import { SEVERITIES } from '@callboard/plugin-itsm-common';
import type { Severity } from '@callboard/plugin-itsm-common';

/** Chooses impact or urgency by what it means, not by its number. */
export function SeverityChoice(props: {
  label: string;
  words: Record<Severity, string>;
  value: Severity;
  onChange: (value: Severity) => void;
}) {
  const { label, words, value, onChange } = props;
  return (
    <RadioGroup
      label={label}
      value={String(value)}
      onChange={next => onChange(Number(next) as Severity)}
    >
      {SEVERITIES.map(severity => (
        <Radio key={severity} value={String(severity)}>
          {words[severity]}
        </Radio>
      ))}
    </RadioGroup>
  );
}
