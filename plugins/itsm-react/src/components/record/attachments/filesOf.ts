/** Whether a drag brings files: text and links are dragged over pages, too. */
export function bringsFiles(data: Pick<DataTransfer, 'types'> | null): boolean {
  return data !== null && Array.from(data.types).includes('Files');
}

/**
 * The files that are pasted. Cells of a spreadsheet bring their picture beside their words: who
 * pastes words means the words.
 *
 * @param nameOf - a name for those that have none of their own, as screenshots have not
 */
export function pastedFiles(
  data: Pick<DataTransfer, 'types' | 'files'> | null,
  nameOf: (extension: string) => string,
): File[] {
  if (!data || Array.from(data.types).includes('text/plain')) return [];
  return Array.from(data.files).map(file => {
    // What browsers call every screenshot.
    if (!/^image\.\w+$/.test(file.name)) return file;
    const extension = file.name.split('.').pop()!;
    return new File([file], nameOf(extension), { type: file.type });
  });
}
