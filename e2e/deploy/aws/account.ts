/** The account and the region of the stand-in; the number is the one of AWS's own examples. */
import { createHash } from 'node:crypto';

export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';

/** The same text for the same parts, in every run. */
export const stableId = (length: number, ...parts: readonly string[]): string =>
	createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, length);

export const arnOf = (service: string, resource: string, region: string = REGION): string =>
	`arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
