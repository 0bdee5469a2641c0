export * from './define-plugin.ts';
export * from './plugin.ts';
export * from './records.ts';
