/**
 * What is left when a stage is removed.
 *
 * @module
 */
import { RemovalPolicy } from 'aws-cdk-lib';
import type { StageSettings } from './stages.ts';

/** Of what holds data: files of visitors, logs. Production keeps it; of every other stage nothing is left. */
export const removalOf = ({ kind }: Pick<StageSettings, 'kind'>): RemovalPolicy =>
	kind === 'production' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
