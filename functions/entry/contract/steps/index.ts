import type { Step } from '../scene.ts';
import { call } from './call.ts';
import { doors } from './doors.ts';
import { end } from './end.ts';
import { limits } from './limits.ts';
import { operator } from './operator.ts';
import { visitor } from './visitor.ts';

/** In this order: each goes on where those before it have left off. */
export const steps: readonly Step[] = [...doors, ...visitor, ...limits, ...call, ...operator, ...end];
