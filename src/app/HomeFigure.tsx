export function HomeFigure() {
  return null;
}
