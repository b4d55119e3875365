/** `--key=value` arguments by key, and the words between them. */
export function readArguments(args: readonly string[]): {
  words: string[];
  options: Record<string, string>;
} {
  const isOption = (argument: string) => argument.startsWith('--');
  return {
    words: args.filter(argument => !isOption(argument)),
    options: Object.fromEntries(
      args.filter(isOption).map(argument => {
        const [key, value = 'true'] = argument.slice(2).split(/=(.*)/s);
        return [key, value];
      }),
    ),
  };
}
