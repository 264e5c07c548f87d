/* The data grid's library: window.Tabulator, with what a sheet of figures needs and nothing else.

   What differs from the library as it comes:
   - titles and the heads of groups are shown as text; it would take them for HTML
   - its roles are put right, so that a screen reader finds rows in the grid
   - its colours are those of tokens.css (grid.css) */
import {
  AccessorModule,
  ClipboardModule,
  EditModule,
  ExportModule,
  FilterModule,
  FormatModule,
  FrozenColumnsModule,
  FrozenRowsModule,
  GroupRowsModule,
  HistoryModule,
  HtmlTableImportModule,
  InteractionModule,
  KeybindingsModule,
  Module,
  MutatorModule,
  ResizeColumnsModule,
  ResizeTableModule,
  SelectRangeModule,
  SortModule,
  Tabulator,
  TooltipModule,
  ValidateModule,
} from "tabulator-tables";
import "tabulator-tables/dist/css/tabulator.css";
import "./grid.css";

class RolesModule extends Module {
  static moduleName = "roles";

  initialize() {
    this.subscribe("table-built", () => {
      const { element, tableElement } = this.table.rowManager;
      // The scrolled box takes the keys, so it is the group of rows; the one inside it is nothing.
      element.setAttribute("role", "rowgroup");
      tableElement.setAttribute("role", "presentation");
      this.table.element.removeAttribute("aria-owns");
    });
    this.table.on("dataGrouped", (groups) => groups.forEach(asRow));
  }
}

function asRow(group) {
  group.getElement().setAttribute("role", "row");
  group.getSubGroups().forEach(asRow);
}

function groupHeader(value) {
  const cell = document.createElement("span");
  cell.setAttribute("role", "gridcell");
  cell.textContent = value;
  return cell;
}

Tabulator.registerModule([
  AccessorModule,
  ClipboardModule,
  EditModule,
  ExportModule,
  FilterModule,
  FormatModule,
  FrozenColumnsModule,
  FrozenRowsModule,
  GroupRowsModule,
  HistoryModule,
  HtmlTableImportModule,
  InteractionModule,
  KeybindingsModule,
  MutatorModule,
  ResizeColumnsModule,
  ResizeTableModule,
  RolesModule,
  SelectRangeModule,
  SortModule,
  TooltipModule,
  ValidateModule,
]);
Tabulator.defaultOptions.columnDefaults = { titleFormatter: "plaintext" };
Tabulator.defaultOptions.groupHeader = groupHeader;

window.Tabulator = Tabulator;
