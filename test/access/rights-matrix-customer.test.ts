import 'reflect-metadata';
import { testReadsOf } from './matrix/reads-of-outsiders.ts';
import { customerOf } from './matrix/world.ts';

// Generated from the schema: a new field, argument or type is tested as soon as it is there (issue 2 §3).
testReadsOf('a customer', customerOf);
