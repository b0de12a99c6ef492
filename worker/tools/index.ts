/**
 * The tools of the agent, one file each. A team replaces them with its own; the rest of the worker knows only
 * {@link makeTools}.
 *
 * @module
 */

import { addToList } from './add-to-list.ts';
import { agentsTool } from './agents-tool.ts';
import { clearList } from './clear-list.ts';
import { countList } from './count-list.ts';
import { currentTime } from './current-time.ts';
import { readList } from './read-list.ts';
import { removeFromList } from './remove-from-list.ts';
import type { Todo } from './todo.ts';

export type { Todo } from './todo.ts';

/** What the tools may reach. */
export interface ToolPorts {
	readonly todo: Todo;
	/** Milliseconds since the epoch. */
	readonly now: () => number;
	/** The visitor's time zone, an IANA name; `null` while it is not known. */
	readonly timezone: string | null;
	/** As `Date.getTimezoneOffset()` says at the visitor's; used while the name is not known. */
	readonly timezoneOffset: number | null;
	/** One of them is broken, or what it needs is. */
	readonly onFailed?: (tool: string, error: unknown) => void;
}

export const makeTools = ({ todo, now, timezone, timezoneOffset, onFailed }: ToolPorts) => [
	agentsTool(addToList(todo), { onFailed }),
	agentsTool(removeFromList(todo), { onFailed }),
	agentsTool(readList(todo), { onFailed }),
	agentsTool(countList(todo), { onFailed }),
	agentsTool(clearList(todo), { onFailed }),
	agentsTool(currentTime(now, { timezone, timezoneOffset }), { onFailed }),
];
