/**
 * Task definitions: what Fargate runs, and of what size.
 *
 * @module
 */
import * as z from 'zod/mini';
import type { Resource } from '../stacks/stack.ts';
import { firstOf, handlerSaid, type Kind } from './kind.ts';

const containerSchema = z.object({
	Name: z.string(),
	Image: z.string(),
	Environment: z._default(z.array(z.object({ Name: z.string(), Value: z.string() })), []),
	Secrets: z._default(z.array(z.object({ Name: z.string(), ValueFrom: z.string() })), []),
	StopTimeout: z.optional(z.number()),
	Memory: z.optional(z.number()),
	ReadonlyRootFilesystem: z._default(z.boolean(), false),
	HealthCheck: z.optional(z.object({ Command: z.array(z.string()) })),
	LogConfiguration: z.optional(
		z.object({ LogDriver: z.string(), Options: z._default(z.record(z.string(), z.string()), {}) }),
	),
	DependsOn: z.optional(z.unknown()),
});
const taskSchema = z.object({
	Cpu: z.string(),
	Memory: z.string(),
	NetworkMode: z.string(),
	RequiresCompatibilities: z._default(z.array(z.string()), []),
	ExecutionRoleArn: z.optional(z.string()),
	TaskRoleArn: z.optional(z.string()),
	ContainerDefinitions: z.array(containerSchema),
});

export type ContainerDefinition = z.infer<typeof containerSchema>;
export type TaskDefinition = z.infer<typeof taskSchema>;

/** @throws z.core.$ZodError where it is none that Fargate runs */
export const readTask = ({ properties }: Resource): TaskDefinition => taskSchema.parse(properties);

/** MiB by CPU units: from, to, in steps of. */
const SIZES: Readonly<Record<string, readonly [from: number, to: number, step: number]>> = {
	256: [512, 2048, 512],
	512: [1024, 4096, 1024],
	1024: [2048, 8192, 1024],
	2048: [4096, 16_384, 1024],
	4096: [8192, 30_720, 1024],
	8192: [16_384, 61_440, 4096],
	16384: [32_768, 122_880, 8192],
};
const LONGEST_STOP_SECONDS = 120;

export const taskDefinitionKind: Kind = {
	refuses(resource) {
		const read = taskSchema.safeParse(resource.properties);
		if (!read.success) return said(`${read.error.issues[0]?.path.join('.')}: ${read.error.issues[0]?.message}`);
		const { Cpu, Memory, NetworkMode, ContainerDefinitions } = read.data;
		return firstOf(
			NetworkMode === 'awsvpc' ? null : said("Networking mode must be 'awsvpc' when using launch type FARGATE."),
			isSize(Cpu, Memory)
				? null
				: said(
						`No Fargate configuration exists for given values: ${Cpu} CPU, ${Memory} memory. See the Amazon ECS documentation for the valid values.`,
					),
			...ContainerDefinitions.map((container) => refusedContainer(container, Number(Memory))),
		);
	},
};

function isSize(cpu: string, memory: string): boolean {
	const [from, to, step] = SIZES[cpu] ?? [1, 0, 1];
	const size = Number(memory);
	return size >= from && size <= to && size % step === 0;
}

function refusedContainer(
	{ Name, StopTimeout = 30, Memory = 0, Environment, Secrets }: ContainerDefinition,
	most: number,
) {
	const names = [...Environment, ...Secrets].map((each) => each.Name);
	const twice = names.find((name, i) => names.indexOf(name) < i);
	return firstOf(
		StopTimeout <= LONGEST_STOP_SECONDS
			? null
			: said(`Invalid setting for container '${Name}'. stopTimeout must be at most ${LONGEST_STOP_SECONDS} seconds.`),
		Memory <= most ? null : said(`The 'memory' setting for container '${Name}' is greater than for the task.`),
		twice === undefined
			? null
			: said(
					`The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${twice}'.`,
				),
	);
}

const said = (message: string): string =>
	handlerSaid(
		`Invalid request provided: Create TaskDefinition: ${message} (Service: AmazonECS; Status Code: 400; Error Code: ClientException)`,
	);
