/** Collects the values of one statement; `bind` answers the placeholder to write in their place. */
export class Bindings {
  readonly values: unknown[] = [];

  bind(value: unknown, type?: string): string {
    this.values.push(value);
    return type ? `$${this.values.length}::${type}` : `$${this.values.length}`;
  }
}
