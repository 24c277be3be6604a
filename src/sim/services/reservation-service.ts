/** Changes of reservations while a scenario runs: PutFunctionConcurrency and DeleteFunctionConcurrency. */
import type { LambdaService } from './lambda-service.ts';
import type { OperationService } from './operation-service.ts';

/**
 * Says who makes changes of reservations.
 *
 * Source, read 2026-11-20: AWS Lambda Developer Guide, "Configuring reserved concurrency" (100 stay unreserved;
 * a reservation takes effect at once), and "Configuring provisioned concurrency" (no more can be provisioned for a
 * function than is reserved for it; the errors of PutFunctionConcurrency name InvalidParameterValueException).
 */
export function handleReservations(operations: OperationService, lambda: LambdaService): void {
  const { concurrency } = lambda;
  operations.handle('put-function-concurrency', ({ reserved }, { step, place }) => {
    if (!lambda.exists(place)) return 'refused: no such function';
    if (reserved !== null && reserved < concurrency.allocatedOf(place))
      return 'refused: less than provisioned';
    if (reserved !== null && !concurrency.mayReserve(place, reserved))
      return 'refused: too little left unreserved';
    concurrency.setReserved(place, reserved);
    // The function may have more room now, or all the others.
    concurrency.tell(place, step);
    return null;
  });
}
