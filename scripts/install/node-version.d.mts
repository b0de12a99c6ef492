/** What to do when this Node is too old; `null` when it will do. */
export function nodeProblem(version: string): string | null;
