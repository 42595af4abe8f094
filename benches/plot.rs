//! A picture of how time grows.

use std::path::Path;

use plotters::prelude::*;

/// A name, and times in nanoseconds by size.
type Line = (&'static str, Vec<(f64, f64)>);

const COLOURS: [RGBColor; 4] =
    [RGBColor(0, 90, 160), RGBColor(190, 70, 0), RGBColor(0, 120, 70), RGBColor(120, 60, 140)];

/// Both axes are logarithmic, so that what is linear is a straight line as steep as the grey one.
pub fn draw(file: &Path, lines: &[Line]) {
    let points = || lines.iter().flat_map(|(_, points)| points);
    let Some(least) = points().map(|(_, time)| *time).reduce(f64::min) else { return };
    let most = points().map(|(_, time)| *time).fold(least, f64::max);
    let sizes = points()
        .map(|(size, _)| *size)
        .fold((f64::MAX, 0.0), |(low, high): (f64, f64), size| (low.min(size), high.max(size)));
    let root = SVGBackend::new(file, (720, 440)).into_drawing_area();
    root.fill(&WHITE).expect("a picture");
    let mut chart = ChartBuilder::on(&root)
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(70)
        .build_cartesian_2d((sizes.0..sizes.1).log_scale(), (least / 2.0..most * 2.0).log_scale())
        .expect("axes");
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .x_desc("how many")
        .x_label_formatter(&|size| format!("{size:.0}"))
        .y_label_formatter(&|time| super::shown(Some(time)))
        .draw()
        .expect("a grid");
    let slope = |times: f64| [(sizes.0, least * times), (sizes.1, least * times * sizes.1 / sizes.0)];
    chart.draw_series(LineSeries::new(slope(1.0), BLACK.mix(0.3).stroke_width(1))).expect("a line");
    for ((name, points), colour) in lines.iter().zip(COLOURS) {
        chart
            .draw_series(LineSeries::new(points.iter().copied(), colour.stroke_width(2)).point_size(3))
            .expect("a line")
            .label(*name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE)
        .border_style(BLACK.mix(0.3))
        .draw()
        .expect("a legend");
    root.present().expect("the picture can be written");
}
