/** Whether lists and objects are nested deeper than this; walks without recursion, or it would be the victim itself. */
export function isNestedDeeper(root: unknown, limit: number): boolean {
  const left: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > limit) return true;
    for (const member of Object.values(value)) left.push({ value: member, depth: depth + 1 });
  }
  return false;
}
