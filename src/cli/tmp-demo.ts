import 'reflect-metadata';
import { demoCommand } from './commands/demo.ts';
await demoCommand().parseAsync();
