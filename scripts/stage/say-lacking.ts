/** A stage without all its settings, and what to do. */
export const sayLacking = (stage: string, absent: readonly string[]): string =>
	`Stage ${stage} lacks ${absent.join(', ')}. Give it what it lacks with: npm run setup:stage ${stage}`;
