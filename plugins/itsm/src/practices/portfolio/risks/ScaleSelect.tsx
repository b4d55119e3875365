import { Select } from '@backstage/ui';

/** One of five, with what it means. */
export function ScaleSelect(props: {
  label: string;
  scale: readonly { value: number; label: string; means: string }[];
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}) {
  const { label, scale, value, onChange } = props;
  const chosen = scale.find(one => one.value === value);
  return (
    <Select
      label={label}
      description={chosen?.means}
      options={scale.map(one => ({
        id: String(one.value),
        label: `${one.value} ${one.label}`,
      }))}
      value={value === undefined ? null : String(value)}
      onChange={key => onChange(key === null ? undefined : Number(key))}
    />
  );
}
